CREATE OR REPLACE VIEW v_t03 AS
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
    wan(max(value) FILTER (concept = 'expenditure_remitted_to_superior')) AS expenditure_remitted_to_superior_wan,
    wan(max(value) FILTER (concept = 'expenditure_operating')) AS expenditure_operating_wan,
    wan(max(value) FILTER (concept = 'expenditure_subsidy_to_affiliated')) AS expenditure_subsidy_to_affiliated_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE statutory_table = 'T03' AND measure = 'final'
GROUP BY ALL;
COMMENT ON VIEW v_t03 IS '支出决算表（T03）：万元，一行一个功能科目 | T03 expenditure: in 10,000 yuan, one row per function code';
COMMENT ON COLUMN v_t03.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_t03.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_t03.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_t03.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_t03.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: of the report';
COMMENT ON COLUMN v_t03.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_t03.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_t03.expenditure_wan IS '本年支出合计（万元） | Expenditure of the year, 10,000 yuan';
COMMENT ON COLUMN v_t03.expenditure_basic_wan IS '基本支出（万元） | Basic expenditure, 10,000 yuan';
COMMENT ON COLUMN v_t03.expenditure_project_wan IS '项目支出（万元） | Project expenditure, 10,000 yuan';
COMMENT ON COLUMN v_t03.expenditure_remitted_to_superior_wan IS '上缴上级支出（万元） | Remitted to superiors, 10,000 yuan';
COMMENT ON COLUMN v_t03.expenditure_operating_wan IS '经营支出（万元） | Operating expenditure, 10,000 yuan';
COMMENT ON COLUMN v_t03.expenditure_subsidy_to_affiliated_wan IS '对附属单位补助支出（万元） | Subsidy to affiliates, 10,000 yuan';
COMMENT ON COLUMN v_t03.confidence IS '置信度：所含各数中最低者 | Confidence: the lowest of the figures in the row';
COMMENT ON COLUMN v_t03.printed_row IS '印出的行：在原表中的行号 | Printed row: in the source table';
