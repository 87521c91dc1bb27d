CREATE OR REPLACE VIEW v_t01 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    concept,
    concept_name,
    fund,
    function_code,
    function_name,
    economic_code,
    economic_name,
    wan(max(value) FILTER (measure = 'initial_budget')) AS initial_budget_wan,
    wan(max(value) FILTER (measure = 'adjusted_budget')) AS adjusted_budget_wan,
    wan(max(value) FILTER (measure = 'budget')) AS budget_wan,
    wan(max(value) FILTER (measure = 'final')) AS final_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
LEFT JOIN v_concept USING (concept)
WHERE statutory_table = 'T01'
GROUP BY ALL;
COMMENT ON VIEW v_t01 IS '收入支出决算总表（T01）：万元，一行一个项目 | T01 balance of income and expenditure: in 10,000 yuan, one row per line';
