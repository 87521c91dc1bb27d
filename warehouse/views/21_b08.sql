CREATE OR REPLACE VIEW v_b08 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    economic_code,
    economic_name,
    wan(max(value) FILTER (concept = 'expenditure_basic')) AS expenditure_basic_wan,
    wan(max(value) FILTER (concept = 'personnel_expenditure')) AS personnel_expenditure_wan,
    wan(max(value) FILTER (concept = 'public_expenditure')) AS public_expenditure_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE statutory_table = 'B08' AND measure = 'initial_budget'
GROUP BY ALL;
COMMENT ON VIEW v_b08 IS '一般公共预算基本支出表（B08）：万元，一行一个经济科目；一科目数行者取经本表合计验证的和，否则为空 | B08 basic expenditure of the general public budget: in 10,000 yuan, one row per economic code; a code of several rows has their sum where the total proves it, else NULL';
