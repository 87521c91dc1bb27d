/*
id = "initial_budget_differs"
zh = "决算中的年初预算数与预算公开数不一致"
en = "The initial budget in the final account is not the one that the budget published"
basis = "决算的年初预算数应等于当年公开的部门预算数"
kind = "documents"
severity = "warning"
needs = "同一单位同年的预算公开"
pass = [
    "--- final_account",
    "text general_public expenditure initial_budget 8322.53万元",
    "--- budget",
    "B05 general_public expenditure initial_budget 8322.53万元",
]
fail = [
    "--- final_account",
    "text general_public expenditure initial_budget 8322.53万元",
    "--- budget",
    "B05 general_public expenditure initial_budget 8232.53万元",
]
*/
-- By fund and code; 三公 and 机关运行 figures are of one fund, which the two reports may name differently. Where the budget
-- states a figure several times, one that agrees is enough, and statements that disagree with each other say nothing.
WITH planned AS (
    SELECT f.*, d.is_current
    FROM figure f
    JOIN document d USING (doc_id)
    WHERE f.sure AND f.part = 'main' AND f.measure = 'initial_budget' AND f.item IS NULL AND f.unit = 'CNY'
        AND f.org_id = d.org_id AND f.fiscal_year = f.report_year
),
met AS (
    SELECT
        o.fact_id, o.doc_id, o.page, o.concept, o.function_name, o.code, o.value, o.half, o.step, o.report_year, o.factor,
        coalesce(o.unit_reported, '') AS in_unit,
        b.fact_id AS other_id, b.value AS other_value, b.half AS other_half, b.step AS other_step, b.source AS other_source
    FROM planned o
    JOIN planned b ON b.org_id = o.org_id AND b.report_year = o.report_year AND b.concept = o.concept AND b.code = o.code
        AND (b.fund = o.fund OR o.concept LIKE 'three_public%' OR o.concept = 'agency_operating_expenditure')
        AND b.is_current AND b.doc_kind = CASE o.doc_kind WHEN 'final_account' THEN 'budget' ELSE 'unit_budget' END
    WHERE o.doc_kind IN ('final_account', 'unit_final_account')
    QUALIFY b.fund = o.fund OR NOT bool_or(b.fund = o.fund) OVER (PARTITION BY o.fact_id)
),
judged AS (
    SELECT
        fact_id, doc_id, page, concept, function_name, code, value, report_year, factor, in_unit,
        min(abs(value - other_value) - half - other_half) AS excess,
        greatest(max(step), max(other_step)) AS step,
        max(other_value) - min(other_value) <= max(other_step) AS agreed,
        arg_min(other_id, (other_source <> 'table', other_id)) AS other_id,
        arg_min(other_value, (other_source <> 'table', other_id)) AS other_value
    FROM met
    GROUP BY ALL
)
SELECT
    j.doc_id,
    j.fact_id AS scope,
    CASE WHEN excess <= 0 THEN 'pass' WHEN excess <= step THEN 'near' WHEN agreed THEN 'fail' ELSE 'not_applicable' END AS outcome,
    CASE WHEN excess > step AND NOT agreed THEN '预算公开各处不一致' END AS missing,
    value AS actual,
    other_value AS expected,
    [fact_id, other_id] AS evidence,
    fact_id AS suspect,
    page,
    format('{}{}年初预算{}{}，{}年预算公开为{}{}，相差{}{}', coalesce(j.code || j.function_name || ' ', ''), coalesce(c.concept_name, j.concept),
        plain(value / factor), in_unit, report_year, plain(other_value / factor), in_unit, plain((value - other_value) / factor),
        in_unit) AS message_zh,
    format('{} {}: initial budget {}{}; the budget of {} publishes {}{}; off by {}{}', j.code, coalesce(c.concept_name_en, j.concept),
        plain(value / factor), in_unit, report_year, plain(other_value / factor), in_unit, plain((value - other_value) / factor),
        in_unit) AS message_en
FROM judged j
LEFT JOIN v_concept c USING (concept)
