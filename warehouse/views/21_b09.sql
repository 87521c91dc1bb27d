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
COMMENT ON COLUMN v_b09.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_b09.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_b09.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_b09.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_b09.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: of the report';
COMMENT ON COLUMN v_b09.concept IS '概念：所计量的事项 | Concept: what is measured';
COMMENT ON COLUMN v_b09.concept_name IS '概念名称 | Concept name: in Chinese';
COMMENT ON COLUMN v_b09.fund IS '资金性质：all 全口径、fiscal 财政拨款、general_public 一般公共预算、gov_fund 政府性基金、state_capital 国有资本经营、fiscal_account 财政专户 | Fund: all, fiscal, general_public, gov_fund, state_capital, fiscal_account';
COMMENT ON COLUMN v_b09.initial_budget_wan IS '年初预算数（万元） | Initial budget, 10,000 yuan';
COMMENT ON COLUMN v_b09.prior_budget_wan IS '上年预算数（万元） | Budget of the prior year, 10,000 yuan';
COMMENT ON COLUMN v_b09.prior_final_wan IS '上年决算数（万元） | Final of the prior year, 10,000 yuan';
COMMENT ON COLUMN v_b09.confidence IS '置信度：所含各数中最低者 | Confidence: the lowest of the figures in the row';
COMMENT ON COLUMN v_b09.printed_row IS '印出的行：在原表中的行号 | Printed row: in the source table';
