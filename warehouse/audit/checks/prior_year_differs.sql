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
-- gives it. Last year's report may state a figure several times: one that agrees is enough, and where its statements
-- disagree with each other nothing is said. Earlier reports count where they are current.
WITH own AS (
    SELECT
        fact_id, doc_id, org_id, report_year, concept, fund, code, item, measure, fiscal_year, value, half, step, value_reported,
        source, section_id, char_start, page, doc_kind, factor, coalesce(unit_reported, '') AS in_unit,
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
implied AS (
    SELECT
        m.fact_id, m.doc_id, m.org_id, m.report_year, m.concept, m.fund, m.code, m.item, m.page, m.doc_kind,
        n.current.value - m.value AS prior,
        m.half + n.current.half AS slack,
        greatest(m.step, n.current.step) AS step,
        [m.fact_id, n.current.fact_id] AS facts,
        m.factor, m.in_unit,
        CASE WHEN m.value < 0 THEN '＋' ELSE '－' END AS sign,
        n.current.value AS of_value,
        abs(m.value) AS of_change
    FROM moved m
    JOIN (FROM beside UNION ALL FROM elsewhere) n USING (fact_id)
    UNION ALL
    SELECT fact_id, doc_id, org_id, report_year, concept, fund, code, item, page, doc_kind, value, half, step, [fact_id], factor, in_unit, NULL, NULL, NULL
    FROM paired
    WHERE role = 'prior'
),
earlier AS (
    SELECT f.fact_id, f.org_id, f.report_year, f.concept, f.fund, f.code, f.item, f.value, f.half, f.step, f.source, f.doc_kind
    FROM own f
    JOIN document d USING (doc_id)
    SEMI JOIN (SELECT DISTINCT org_id, report_year - 1 AS report_year FROM implied) i
        ON i.org_id = f.org_id AND i.report_year = f.report_year
    WHERE d.is_current AND f.role = 'current'
),
-- 三公 and 机关运行 figures are of one fund, which the two reports may name differently
met AS (
    SELECT i.*, e.fact_id AS earlier_id, e.value AS earlier_value, e.half AS earlier_half, e.step AS earlier_step, e.source AS earlier_source
    FROM implied i
    JOIN earlier e ON e.org_id = i.org_id AND e.report_year = i.report_year - 1 AND e.concept = i.concept AND e.code = i.code
        AND e.item IS NOT DISTINCT FROM i.item AND e.doc_kind = i.doc_kind
        AND (e.fund = i.fund OR i.concept LIKE 'three_public%' OR i.concept = 'agency_operating_expenditure')
    QUALIFY e.fund = i.fund OR NOT bool_or(e.fund = i.fund) OVER (PARTITION BY i.fact_id)
),
judged AS (
    SELECT
        fact_id, doc_id, page, concept, prior, facts, factor, in_unit, sign, of_value, of_change, report_year,
        min(abs(prior - earlier_value) - slack - earlier_half) AS excess,
        greatest(any_value(step), max(earlier_step)) AS step,
        max(earlier_value) - min(earlier_value) <= max(earlier_step) AS agreed,
        arg_min(earlier_id, (earlier_source <> 'table', earlier_id)) AS earlier_id,
        arg_min(earlier_value, (earlier_source <> 'table', earlier_id)) AS earlier_value
    FROM met
    GROUP BY ALL
)
SELECT
    j.doc_id,
    j.fact_id AS scope,
    CASE WHEN excess <= 0 THEN 'pass' WHEN excess <= step THEN 'near' WHEN agreed THEN 'fail' ELSE 'not_applicable' END AS outcome,
    CASE WHEN excess > step AND NOT agreed THEN '上年报告各处不一致' END AS missing,
    prior AS actual,
    earlier_value AS expected,
    list_append(facts, earlier_id) AS evidence,
    j.fact_id AS suspect,
    j.page,
    format('{}的上年数{}{}，{}年报告为{}{}，相差{}{}', coalesce(c.concept_name, j.concept),
        CASE WHEN sign IS NULL THEN '' ELSE format('{}{}{}＝', plain(of_value / factor), sign, plain(of_change / factor)) END,
        plain(prior / factor) || in_unit, report_year - 1, plain(earlier_value / factor), in_unit,
        plain((prior - earlier_value) / factor), in_unit) AS message_zh,
    format('{} of the year before: {}{}; the report of {} states {}; off by {}', coalesce(c.concept_name_en, j.concept),
        CASE WHEN sign IS NULL THEN ''
            ELSE format('{} {} {} = ', plain(of_value / factor), CASE sign WHEN '＋' THEN '+' ELSE '-' END, plain(of_change / factor)) END,
        plain(prior / factor) || in_unit, report_year - 1, plain(earlier_value / factor) || in_unit,
        plain((prior - earlier_value) / factor) || in_unit) AS message_en
FROM judged j
LEFT JOIN v_concept c USING (concept)
