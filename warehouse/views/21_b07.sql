CREATE OR REPLACE VIEW v_b07 AS
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
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE statutory_table = 'B07' AND measure = 'initial_budget'
GROUP BY ALL;
COMMENT ON VIEW v_b07 IS '国有资本经营预算支出表（B07）：万元，一行一个功能科目；一科目数行者取经本表合计验证的和，否则为空 | B07 state capital: in 10,000 yuan, one row per function code; a code of several rows has their sum where the total proves it, else NULL';
