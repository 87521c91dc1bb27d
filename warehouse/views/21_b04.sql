CREATE OR REPLACE VIEW v_b04 AS
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
WHERE statutory_table = 'B04' AND measure = 'initial_budget' AND economic_code IS NULL
GROUP BY ALL;
COMMENT ON VIEW v_b04 IS '财政拨款收支预算总表（B04）：万元，一行一个项目，一列一种资金 | B04 balance of fiscal appropriations: in 10,000 yuan, one row per line, one column per fund';
COMMENT ON COLUMN v_b04.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_b04.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_b04.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_b04.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_b04.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: of the report';
COMMENT ON COLUMN v_b04.concept IS '概念：所计量的事项 | Concept: what is measured';
COMMENT ON COLUMN v_b04.concept_name IS '概念名称 | Concept name: in Chinese';
COMMENT ON COLUMN v_b04.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_b04.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_b04.fiscal_wan IS '财政拨款合计（万元） | Fiscal, 10,000 yuan';
COMMENT ON COLUMN v_b04.general_public_wan IS '一般公共预算（万元） | General public budget, 10,000 yuan';
COMMENT ON COLUMN v_b04.gov_fund_wan IS '政府性基金（万元） | Government funds, 10,000 yuan';
COMMENT ON COLUMN v_b04.state_capital_wan IS '国有资本经营预算（万元） | State capital, 10,000 yuan';
COMMENT ON COLUMN v_b04.confidence IS '置信度：所含各数中最低者 | Confidence: the lowest of the figures in the row';
COMMENT ON COLUMN v_b04.printed_row IS '印出的行：在原表中的行号 | Printed row: in the source table';
