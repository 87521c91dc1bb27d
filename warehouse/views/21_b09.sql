CREATE OR REPLACE VIEW v_b09 AS
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
    wan(max(value) FILTER (measure = 'prior_budget')) AS prior_budget_wan,
    wan(max(value) FILTER (measure = 'prior_final')) AS prior_final_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
LEFT JOIN v_concept USING (concept)
WHERE statutory_table = 'B09' AND unit = 'CNY'
GROUP BY ALL;
COMMENT ON VIEW v_b09 IS '“三公”经费和机关运行经费预算表（B09）：万元，一行一个项目 | B09 three public expenses and agency operation: in 10,000 yuan, one row per item';
