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
-- By fund and code; 三公 and 机关运行 figures are of one fund, which the two reports may name differently.
WITH planned AS (
    FROM own_figure WHERE measure = 'initial_budget' AND unit = 'CNY' AND fiscal_year = report_year
),
met AS (
    SELECT
        o.fact_id, o.doc_id, o.value, o.half, o.step, [o.fact_id] AS facts, NULL::VARCHAR AS formula, b.report_year AS other_year,
        b.fact_id AS other_id, b.value AS other_value, b.half AS other_half, b.step AS other_step, b.source = 'table' AS from_table
    FROM planned o
    JOIN planned b ON b.org_id = o.org_id AND b.report_year = o.report_year AND b.concept = o.concept AND b.code = o.code
        AND (b.fund = o.fund OR o.concept LIKE 'three_public%' OR o.concept = 'agency_operating_expenditure')
        AND b.is_current AND b.doc_kind = CASE o.doc_kind WHEN 'final_account' THEN 'budget' ELSE 'unit_budget' END
    WHERE o.doc_kind IN ('final_account', 'unit_final_account')
    QUALIFY b.fund = o.fund OR NOT bool_or(b.fund = o.fund) OVER (PARTITION BY o.fact_id)
)
SELECT *
FROM against_report('met', '年初预算', ': initial budget', '{}年预算公开', 'the budget of {} publishes', '预算公开各处不一致')
