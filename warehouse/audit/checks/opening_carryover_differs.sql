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
-- Table against table, fund by fund, totals only: T01 for all funds, T04 and T08 for those of the appropriation.
WITH carried AS (
    FROM own_figure
    WHERE source = 'table' AND concept IN ('opening_carryover', 'closing_carryover') AND measure = 'final' AND code = ''
        AND fiscal_year = report_year AND statutory_table IN ('T01', 'T04', 'T08')
        AND doc_kind IN ('final_account', 'unit_final_account')
),
met AS (
    SELECT
        o.fact_id, o.doc_id, o.value, o.half, o.step, [o.fact_id] AS facts, NULL::VARCHAR AS formula, c.report_year AS other_year,
        c.fact_id AS other_id, c.value AS other_value, c.half AS other_half, c.step AS other_step, TRUE AS from_table
    FROM carried o
    JOIN carried c ON c.org_id = o.org_id AND c.report_year = o.report_year - 1 AND c.fund = o.fund AND c.doc_kind = o.doc_kind
        AND c.concept = 'closing_carryover' AND c.is_current
    WHERE o.concept = 'opening_carryover'
)
SELECT *
FROM against_report('met', '', '', '{}年报告的年末结转和结余', 'the report of {} closes with', '上年报告各处不一致')
