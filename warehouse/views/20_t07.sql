CREATE OR REPLACE VIEW v_t07 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    concept,
    concept_name,
    fund,
    wan(max(value) FILTER (measure = 'initial_budget')) AS initial_budget_wan,
    wan(max(value) FILTER (measure = 'adjusted_budget')) AS adjusted_budget_wan,
    wan(max(value) FILTER (measure = 'budget')) AS budget_wan,
    wan(max(value) FILTER (measure = 'final')) AS final_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
LEFT JOIN v_concept USING (concept)
WHERE statutory_table = 'T07' AND unit = 'CNY'
GROUP BY ALL;
COMMENT ON VIEW v_t07 IS '“三公”经费支出决算表（T07）：万元，一行一个项目 | T07 three public expenses: in 10,000 yuan, one row per item';
