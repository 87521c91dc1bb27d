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
COMMENT ON COLUMN v_t01.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_t01.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_t01.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_t01.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_t01.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: of the report';
COMMENT ON COLUMN v_t01.concept IS '概念：所计量的事项 | Concept: what is measured';
COMMENT ON COLUMN v_t01.concept_name IS '概念名称 | Concept name: in Chinese';
COMMENT ON COLUMN v_t01.fund IS '资金性质：all 全口径、fiscal 财政拨款、general_public 一般公共预算、gov_fund 政府性基金、state_capital 国有资本经营、fiscal_account 财政专户 | Fund: all, fiscal, general_public, gov_fund, state_capital, fiscal_account';
COMMENT ON COLUMN v_t01.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_t01.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_t01.economic_code IS '经济分类编码：3 或 5 位 | Economic code: 3 or 5 digits';
COMMENT ON COLUMN v_t01.economic_name IS '经济分类名称 | Economic name';
COMMENT ON COLUMN v_t01.initial_budget_wan IS '年初预算数（万元） | Initial budget, 10,000 yuan';
COMMENT ON COLUMN v_t01.adjusted_budget_wan IS '全年预算数（万元） | Adjusted budget, 10,000 yuan';
COMMENT ON COLUMN v_t01.budget_wan IS '预算数（万元） | Budget, 10,000 yuan';
COMMENT ON COLUMN v_t01.final_wan IS '决算数（万元） | Final, 10,000 yuan';
COMMENT ON COLUMN v_t01.confidence IS '置信度：所含各数中最低者 | Confidence: the lowest of the figures in the row';
COMMENT ON COLUMN v_t01.printed_row IS '印出的行：在原表中的行号 | Printed row: in the source table';
