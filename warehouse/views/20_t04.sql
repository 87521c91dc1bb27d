CREATE OR REPLACE VIEW v_t04 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    concept,
    concept_name,
    function_code,
    function_name,
    wan(max(value) FILTER (fund = 'fiscal')) AS fiscal_wan,
    wan(max(value) FILTER (fund = 'general_public')) AS general_public_wan,
    wan(max(value) FILTER (fund = 'gov_fund')) AS gov_fund_wan,
    wan(max(value) FILTER (fund = 'state_capital')) AS state_capital_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
LEFT JOIN v_concept USING (concept)
WHERE statutory_table = 'T04' AND measure = 'final' AND economic_code IS NULL
GROUP BY ALL;
COMMENT ON VIEW v_t04 IS '财政拨款收入支出决算总表（T04）：万元，一行一个项目，一列一种资金 | T04 balance of fiscal appropriations: in 10,000 yuan, one row per line, one column per fund';
