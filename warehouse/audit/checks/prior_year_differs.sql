/*
id = "prior_year_differs"
zh = "上年数与上年报告不一致"
en = "The prior-year figure is not the one that last year's report states"
basis = "本年报告的上年数（本年数－增减额）应等于上年报告公开的数；追溯调整除外"
kind = "documents"
severity = "warning"
needs = "同一单位上年的报告"
pass = [
    "--- final_account",
    "text all income_total final 762.10万元",
    "text all income_total change 0.68万元 base=prior_final",
    "--- final_account year=2022",
    "text all income_total final 761.42万元",
]
fail = [
    "--- final_account",
    "text all income_total final 762.10万元",
    "text all income_total change 0.68万元 base=prior_final",
    "--- final_account year=2022",
    "text all income_total final 759.56万元",
]
*/
-- A final account beside the final account of the year before, a budget beside that budget. The prior figure is printed, or
-- is the current figure less its change: the nearest current figure of the section, else the only value that the report
-- gives it. Earlier reports count where they are current.
WITH own AS (
    SELECT
        fact_id, doc_id, org_id, report_year, concept, fund, code, item, measure, fiscal_year, value, half, step, source,
        section_id, char_start, doc_kind, factor,
        CASE
            WHEN measure = CASE WHEN is_budget THEN 'initial_budget' ELSE 'final' END AND fiscal_year = report_year THEN 'current'
            WHEN measure = CASE WHEN is_budget THEN 'prior_budget' ELSE 'prior_final' END AND fiscal_year = report_year - 1 THEN 'prior'
            WHEN measure = 'change' AND item IS NULL AND (base = 'prior_budget' OR NOT is_budget AND coalesce(base, 'prior_final') = 'prior_final')
                THEN 'change'
        END AS role
    FROM figure
    WHERE sure AND part = 'main' AND measure IN ('change', 'prior_final', 'final', 'prior_budget', 'initial_budget')
        AND unit NOT IN ('percent', 'percentage_point') AND report_year IS NOT NULL
        AND doc_kind IN ('final_account', 'unit_final_account', 'budget', 'unit_budget')
),
published AS (
    SELECT DISTINCT org_id, fiscal_year, doc_kind FROM document WHERE is_current
),
-- reports whose organisation has an earlier one of the kind
paired AS (
    FROM own o
    SEMI JOIN published p ON p.org_id = o.org_id AND p.fiscal_year = o.report_year - 1 AND p.doc_kind = o.doc_kind
),
current AS (
    FROM paired WHERE role = 'current'
),
moved AS (
    FROM paired WHERE role = 'change' AND (fiscal_year = report_year OR fiscal_year IS NULL)
),
beside AS (
    SELECT m.fact_id, arg_min(c, abs(c.char_start - m.char_start)) AS current
    FROM moved m
    JOIN current c ON c.doc_id = m.doc_id AND c.section_id = m.section_id AND c.org_id = m.org_id AND c.concept = m.concept
        AND c.fund = m.fund AND c.code = m.code AND c.item IS NULL AND c.char_start IS NOT NULL
    GROUP BY m.fact_id
),
elsewhere AS (
    SELECT m.fact_id, arg_min(c, (c.source <> 'table', c.fact_id)) AS current
    FROM moved m
    ANTI JOIN beside b USING (fact_id)
    JOIN current c ON c.doc_id = m.doc_id AND c.org_id = m.org_id AND c.concept = m.concept AND c.fund = m.fund
        AND c.code = m.code AND c.item IS NULL
    GROUP BY m.fact_id
    HAVING max(c.value) - min(c.value) <= max(c.step)
),
known AS (
    SELECT
        m.fact_id, m.doc_id, m.org_id, m.report_year, m.concept, m.fund, m.code, m.item, m.doc_kind,
        n.current.value - m.value AS value,
        m.half + n.current.half AS half,
        greatest(m.step, n.current.step) AS step,
        [m.fact_id, n.current.fact_id] AS facts,
        concat(plain(n.current.value / m.factor), CASE WHEN m.value < 0 THEN '＋' ELSE '－' END, plain(abs(m.value) / m.factor))
            AS formula
    FROM moved m
    JOIN (FROM beside UNION ALL FROM elsewhere) n USING (fact_id)
    UNION ALL
    SELECT fact_id, doc_id, org_id, report_year, concept, fund, code, item, doc_kind, value, half, step, [fact_id], NULL
    FROM paired
    WHERE role = 'prior'
),
earlier AS (
    SELECT f.fact_id, f.org_id, f.report_year, f.concept, f.fund, f.code, f.item, f.value, f.half, f.step, f.source, f.doc_kind
    FROM own f
    JOIN document d USING (doc_id)
    SEMI JOIN (SELECT DISTINCT org_id, report_year - 1 AS report_year FROM known) i
        ON i.org_id = f.org_id AND i.report_year = f.report_year
    WHERE d.is_current AND f.role = 'current'
),
-- 三公 and 机关运行 figures are of one fund, which the two reports may name differently
met AS (
    SELECT
        k.fact_id, k.doc_id, k.value, k.half, k.step, k.facts, k.formula, e.report_year AS other_year,
        e.fact_id AS other_id, e.value AS other_value, e.half AS other_half, e.step AS other_step, e.source = 'table' AS from_table
    FROM known k
    JOIN earlier e ON e.org_id = k.org_id AND e.report_year = k.report_year - 1 AND e.concept = k.concept AND e.code = k.code
        AND e.item IS NOT DISTINCT FROM k.item AND e.doc_kind = k.doc_kind
        AND (e.fund = k.fund OR k.concept LIKE 'three_public%' OR k.concept = 'agency_operating_expenditure')
    QUALIFY e.fund = k.fund OR NOT bool_or(e.fund = k.fund) OVER (PARTITION BY k.fact_id)
)
SELECT *
FROM against_report('met', '的上年数', ' of the year before:', '{}年报告', 'the report of {} states', '上年报告各处不一致')
