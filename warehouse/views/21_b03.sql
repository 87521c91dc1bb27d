CREATE OR REPLACE VIEW v_b03 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    function_code,
    function_name,
    wan(max(value) FILTER (concept = 'expenditure')) AS expenditure_wan,
    wan(max(value) FILTER (concept = 'expenditure_basic')) AS expenditure_basic_wan,
    wan(max(value) FILTER (concept = 'expenditure_project')) AS expenditure_project_wan,
    wan(max(value) FILTER (concept = 'expenditure_remitted_to_superior')) AS expenditure_remitted_to_superior_wan,
    wan(max(value) FILTER (concept = 'expenditure_operating')) AS expenditure_operating_wan,
    wan(max(value) FILTER (concept = 'expenditure_subsidy_to_affiliated')) AS expenditure_subsidy_to_affiliated_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE fund = 'all' AND statutory_table = 'B03' AND measure = 'initial_budget'
GROUP BY ALL;
COMMENT ON VIEW v_b03 IS '支出预算表（B03）：万元，一行一个功能科目；一科目数行者取经本表合计验证的和，否则为空 | B03 expenditure: in 10,000 yuan, one row per function code; a code of several rows has their sum where the total proves it, else NULL';
