CREATE OR REPLACE VIEW v_t02 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    function_code,
    function_name,
    wan(max(value) FILTER (concept = 'income_current_year')) AS income_current_year_wan,
    wan(max(value) FILTER (concept = 'fiscal_appropriation' AND fund = 'fiscal')) AS fiscal_appropriation_wan,
    wan(max(value) FILTER (concept = 'superior_subsidy_income')) AS superior_subsidy_income_wan,
    wan(max(value) FILTER (concept = 'business_income')) AS business_income_wan,
    wan(max(value) FILTER (concept = 'operating_income')) AS operating_income_wan,
    wan(max(value) FILTER (concept = 'affiliated_remittance_income')) AS affiliated_remittance_income_wan,
    wan(max(value) FILTER (concept = 'other_income')) AS other_income_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE statutory_table = 'T02' AND measure = 'final'
GROUP BY ALL;
COMMENT ON VIEW v_t02 IS '收入决算表（T02）：万元，一行一个功能科目 | T02 income: in 10,000 yuan, one row per function code';
COMMENT ON COLUMN v_t02.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_t02.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_t02.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_t02.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_t02.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: of the report';
COMMENT ON COLUMN v_t02.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_t02.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_t02.income_current_year_wan IS '本年收入合计（万元） | Income of the year, 10,000 yuan';
COMMENT ON COLUMN v_t02.fiscal_appropriation_wan IS '财政拨款收入（万元） | Fiscal appropriation, 10,000 yuan';
COMMENT ON COLUMN v_t02.superior_subsidy_income_wan IS '上级补助收入（万元） | Subsidy from superiors, 10,000 yuan';
COMMENT ON COLUMN v_t02.business_income_wan IS '事业收入（万元） | Business income, 10,000 yuan';
COMMENT ON COLUMN v_t02.operating_income_wan IS '经营收入（万元） | Operating income, 10,000 yuan';
COMMENT ON COLUMN v_t02.affiliated_remittance_income_wan IS '附属单位上缴收入（万元） | Remittances of affiliates, 10,000 yuan';
COMMENT ON COLUMN v_t02.other_income_wan IS '其他收入（万元） | Other income, 10,000 yuan';
COMMENT ON COLUMN v_t02.confidence IS '置信度：所含各数中最低者 | Confidence: the lowest of the figures in the row';
COMMENT ON COLUMN v_t02.printed_row IS '印出的行：在原表中的行号 | Printed row: in the source table';
