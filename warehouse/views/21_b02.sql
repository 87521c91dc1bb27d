CREATE OR REPLACE VIEW v_b02 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    function_code,
    function_name,
    wan(max(value) FILTER (concept = 'income_current_year')) AS income_current_year_wan,
    wan(max(value) FILTER (concept = 'fiscal_appropriation' AND fund = 'fiscal')) AS fiscal_appropriation_wan,
    wan(max(value) FILTER (concept = 'superior_subsidy_income')) AS superior_subsidy_income_wan,
    wan(max(value) FILTER (concept = 'business_income')) AS business_income_wan,
    wan(max(value) FILTER (concept = 'operating_income')) AS operating_income_wan,
    wan(max(value) FILTER (concept = 'affiliated_remittance_income')) AS affiliated_remittance_income_wan,
    wan(max(value) FILTER (concept = 'other_income')) AS other_income_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE statutory_table = 'B02' AND measure = 'initial_budget'
GROUP BY ALL;
COMMENT ON VIEW v_b02 IS '收入预算表（B02）：万元，一行一个功能科目；一科目数行者取经本表合计验证的和，否则为空 | B02 income: in 10,000 yuan, one row per function code; a code of several rows has their sum where the total proves it, else NULL';
