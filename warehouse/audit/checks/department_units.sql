/*
id = "department_units"
zh = "部门数不等于所属各单位数之和"
en = "The department is not the sum of its units"
basis = "部门决算、预算由本级和所属单位汇总而成（内部往来抵销除外）"
kind = "documents"
severity = "warning"
needs = "部门及其全部所属单位的数"
pass = [
    "--- budget",
    "B02 all income_current_year initial_budget 3.50万元",
    "B02 all income_current_year initial_budget 1.50万元 org=甲站 row=2",
    "B02 all income_current_year initial_budget 2.00万元 org=乙站 row=3",
    "B02 general_public fiscal_appropriation initial_budget 3.50万元",
    "B02 general_public fiscal_appropriation initial_budget 1.50万元 org=甲站 row=2",
    "B02 general_public fiscal_appropriation initial_budget 2.00万元 org=乙站 row=3",
    "--- unit_budget org=甲站",
    "B02 all other_income initial_budget 0万元",
    "--- unit_budget org=乙站",
    "B02 all other_income initial_budget 0万元",
]
fail = [
    "--- budget",
    "B02 all income_current_year initial_budget 5.30万元",
    "B02 all income_current_year initial_budget 1.50万元 org=甲站 row=2",
    "B02 all income_current_year initial_budget 2.00万元 org=乙站 row=3",
    "B02 general_public fiscal_appropriation initial_budget 3.50万元",
    "B02 general_public fiscal_appropriation initial_budget 1.50万元 org=甲站 row=2",
    "B02 general_public fiscal_appropriation initial_budget 2.00万元 org=乙站 row=3",
    "--- unit_budget org=甲站",
    "B02 all other_income initial_budget 0万元",
    "--- unit_budget org=乙站",
    "B02 all other_income initial_budget 0万元",
]
*/
-- Units print their figures in the department's own tables (a table by unit) or publish reports of their own. In the first
-- case the units of a table are all there where another sum of that table comes out; in the second, where every unit that
-- the department names has published. Totals only: a class may be cut differently.
WITH amount AS (
    SELECT
        f.fact_id, f.doc_id, f.org_id, f.report_year, f.doc_kind, f.statutory_table, f.concept, f.measure, f.fund, f.value, f.half, f.step,
        f.page, f.factor, coalesce(f.unit_reported, '') AS in_unit, f.org_id = d.org_id AS is_own, d.is_current, d.org_id AS reporting
    FROM figure f
    JOIN document d USING (doc_id)
    WHERE f.source = 'table' AND f.sure AND f.part = 'main' AND f.unit = 'CNY' AND f.code = '' AND f.item IS NULL
        AND f.statutory_table IS NOT NULL AND f.measure IN ('final', 'initial_budget', 'budget')
),
total AS (
    FROM amount
    WHERE is_own
    QUALIFY count(*) OVER (PARTITION BY doc_id, statutory_table, concept, measure, fund) = 1
),
inside AS (
    SELECT
        t.fact_id, sum(u.value) AS parts, sum(u.half) AS slack, list(u.fact_id ORDER BY u.fact_id) AS part_facts, count(*) AS units,
        count(DISTINCT u.org_id) = count(*) AS distinct_units
    FROM total t
    JOIN amount u ON u.doc_id = t.doc_id AND u.statutory_table = t.statutory_table AND u.concept = t.concept AND u.measure = t.measure
        AND u.fund = t.fund AND NOT u.is_own
    GROUP BY t.fact_id
),
unit AS (
    SELECT doc_id, parent_org_id AS department, list(DISTINCT org_id) AS units
    FROM organization_claim
    WHERE parent_org_id IS NOT NULL
    GROUP BY ALL
    HAVING len(units) > 1
),
outside AS (
    SELECT
        t.fact_id, sum(u.value) AS parts, sum(u.half) AS slack, list(u.fact_id ORDER BY u.fact_id) AS part_facts, count(*) AS units,
        count(DISTINCT u.org_id) = count(*) AND count(*) = any_value(len(n.units)) AS distinct_units
    FROM total t
    JOIN unit n ON n.doc_id = t.doc_id AND n.department = t.org_id
    JOIN total u ON list_contains(n.units, u.org_id) AND u.report_year = t.report_year AND u.statutory_table = t.statutory_table
        AND u.concept = t.concept AND u.measure = t.measure AND u.fund = t.fund AND u.doc_kind = 'unit_' || t.doc_kind AND u.is_current
    ANTI JOIN inside i ON i.fact_id = t.fact_id
    GROUP BY t.fact_id
),
compared AS (
    SELECT
        t.*, s.parts, s.part_facts, s.units, s.distinct_units, s.is_inside,
        abs(t.value - s.parts) - t.half - s.slack AS excess
    FROM total t
    JOIN (SELECT *, TRUE AS is_inside FROM inside UNION ALL SELECT *, FALSE FROM outside) s USING (fact_id)
),
vouched AS (
    SELECT *, NOT is_inside OR bool_or(excess <= step AND value <> 0) OVER (PARTITION BY doc_id, statutory_table) AS complete
    FROM compared
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE
        WHEN NOT distinct_units OR (NOT complete AND excess > 0) THEN 'not_applicable' ELSE by_excess(excess, step)
    END AS outcome,
    CASE WHEN NOT distinct_units OR NOT complete THEN '所属单位不全' END AS missing,
    value AS actual,
    parts AS expected,
    list_prepend(fact_id, part_facts) AS evidence,
    page,
    format('{} {}：部门{}{}，所属{}个单位合计{}{}，相差{}{}', statutory_table, coalesce(c.concept_name, concept), plain(value / factor), in_unit,
        units, plain(parts / factor), in_unit, plain((value - parts) / factor), in_unit) AS message_zh,
    format('{} {}: the department states {}{}, its {} units together {}{}; off by {}{}', statutory_table, coalesce(c.concept_name_en, concept),
        plain(value / factor), in_unit, units, plain(parts / factor), in_unit, plain((value - parts) / factor), in_unit) AS message_en
FROM vouched
LEFT JOIN v_concept c USING (concept)
