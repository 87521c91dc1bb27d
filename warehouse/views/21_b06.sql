CREATE OR REPLACE VIEW v_b06 AS
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
WHERE statutory_table = 'B06' AND measure = 'initial_budget'
GROUP BY ALL;
COMMENT ON VIEW v_b06 IS '政府性基金预算支出表（B06）：万元，一行一个功能科目 | B06 government funds: in 10,000 yuan, one row per function code';
COMMENT ON COLUMN v_b06.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_b06.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_b06.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_b06.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_b06.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: of the report';
COMMENT ON COLUMN v_b06.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_b06.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_b06.expenditure_wan IS '本年支出合计（万元） | Expenditure of the year, 10,000 yuan';
COMMENT ON COLUMN v_b06.expenditure_basic_wan IS '基本支出（万元） | Basic expenditure, 10,000 yuan';
COMMENT ON COLUMN v_b06.expenditure_project_wan IS '项目支出（万元） | Project expenditure, 10,000 yuan';
COMMENT ON COLUMN v_b06.confidence IS '置信度：所含各数中最低者 | Confidence: the lowest of the figures in the row';
COMMENT ON COLUMN v_b06.printed_row IS '印出的行：在原表中的行号 | Printed row: in the source table';
