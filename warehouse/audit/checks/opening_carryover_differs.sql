/*
id = "opening_carryover_differs"
zh = "年初结转和结余与上年年末数不一致"
en = "The opening carry-over is not last year's closing"
basis = "本年年初结转和结余应等于上年年末结转和结余；会计调整除外"
kind = "documents"
severity = "warning"
needs = "同一单位上年的报告"
pass = [
    "--- final_account",
    "T01 all opening_carryover final 83.34万元",
    "--- final_account year=2022",
    "T01 all closing_carryover final 83.34万元",
]
fail = [
    "--- final_account",
    "T01 all opening_carryover final 83.34万元",
    "--- final_account year=2022",
    "T01 all closing_carryover final 38.34万元",
]
*/
-- Table against table, fund by fund, totals only: T01 for all funds, T04 and T08 for those of the appropriation. Where last
-- year's tables state a closing twice, one that agrees is enough, and two that disagree with each other say nothing.
WITH carried AS (
    SELECT f.*, d.is_current
    FROM figure f
    JOIN document d USING (doc_id)
    WHERE f.sure AND f.part = 'main' AND f.source = 'table' AND f.concept IN ('opening_carryover', 'closing_carryover')
        AND f.measure = 'final' AND f.code = '' AND f.item IS NULL AND f.org_id = d.org_id AND f.fiscal_year = f.report_year
        AND f.statutory_table IN ('T01', 'T04', 'T08') AND f.doc_kind IN ('final_account', 'unit_final_account')
),
met AS (
    SELECT
        o.fact_id, o.doc_id, o.page, o.fund, o.value, o.half, o.step, o.report_year, o.factor, coalesce(o.unit_reported, '') AS in_unit,
        c.fact_id AS earlier_id, c.value AS earlier_value, c.half AS earlier_half, c.step AS earlier_step
    FROM carried o
    JOIN carried c ON c.org_id = o.org_id AND c.report_year = o.report_year - 1 AND c.fund = o.fund AND c.doc_kind = o.doc_kind
        AND c.concept = 'closing_carryover' AND c.is_current
    WHERE o.concept = 'opening_carryover'
),
judged AS (
    SELECT
        fact_id, doc_id, page, fund, value, report_year, factor, in_unit,
        min(abs(value - earlier_value) - half - earlier_half) AS excess,
        greatest(max(step), max(earlier_step)) AS step,
        max(earlier_value) - min(earlier_value) <= max(earlier_step) AS agreed,
        min(earlier_id) AS earlier_id,
        arg_min(earlier_value, earlier_id) AS earlier_value
    FROM met
    GROUP BY ALL
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE WHEN excess <= 0 THEN 'pass' WHEN excess <= step THEN 'near' WHEN agreed THEN 'fail' ELSE 'not_applicable' END AS outcome,
    CASE WHEN excess > step AND NOT agreed THEN '上年报告各处不一致' END AS missing,
    value AS actual,
    earlier_value AS expected,
    [fact_id, earlier_id] AS evidence,
    fact_id AS suspect,
    page,
    format('年初结转和结余{}{}，{}年报告的年末结转和结余为{}{}，相差{}{}', plain(value / factor), in_unit, report_year - 1,
        plain(earlier_value / factor), in_unit, plain((value - earlier_value) / factor), in_unit) AS message_zh,
    format('opening carry-over {}{}; the report of {} closes with {}{}; off by {}{}', plain(value / factor), in_unit, report_year - 1,
        plain(earlier_value / factor), in_unit, plain((value - earlier_value) / factor), in_unit) AS message_en
FROM judged
