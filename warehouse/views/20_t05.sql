CREATE OR REPLACE VIEW v_t05 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    function_code,
    function_name,
    wan(max(value) FILTER (concept = 'opening_carryover')) AS opening_carryover_wan,
    wan(max(value) FILTER (concept = 'fiscal_appropriation')) AS fiscal_appropriation_wan,
    wan(max(value) FILTER (concept = 'expenditure')) AS expenditure_wan,
    wan(max(value) FILTER (concept = 'expenditure_basic')) AS expenditure_basic_wan,
    wan(max(value) FILTER (concept = 'expenditure_project')) AS expenditure_project_wan,
    wan(max(value) FILTER (concept = 'closing_carryover')) AS closing_carryover_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE statutory_table = 'T05' AND measure = 'final'
GROUP BY ALL;
COMMENT ON VIEW v_t05 IS '一般公共预算财政拨款支出决算表（T05）：万元，一行一个功能科目；一科目数行者取经本表合计验证的和，否则为空 | T05 expenditure of the general public budget: in 10,000 yuan, one row per function code; a code of several rows has their sum where the total proves it, else NULL';
