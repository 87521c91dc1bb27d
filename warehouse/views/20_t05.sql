CREATE OR REPLACE VIEW v_t05 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    function_code,
    function_name,
    wan(max(value) FILTER (concept = 'opening_carryover')) AS opening_carryover_wan,
    wan(max(value) FILTER (concept = 'fiscal_appropriation')) AS fiscal_appropriation_wan,
    wan(max(value) FILTER (concept = 'expenditure')) AS expenditure_wan,
    wan(max(value) FILTER (concept = 'expenditure_basic')) AS expenditure_basic_wan,
    wan(max(value) FILTER (concept = 'expenditure_project')) AS expenditure_project_wan,
    wan(max(value) FILTER (concept = 'closing_carryover')) AS closing_carryover_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE statutory_table = 'T05' AND measure = 'final'
GROUP BY ALL;
COMMENT ON VIEW v_t05 IS '一般公共预算财政拨款支出决算表（T05）：万元，一行一个功能科目 | T05 expenditure of the general public budget: in 10,000 yuan, one row per function code';
COMMENT ON COLUMN v_t05.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_t05.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_t05.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_t05.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_t05.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: of the report';
COMMENT ON COLUMN v_t05.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_t05.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_t05.opening_carryover_wan IS '年初结转和结余（万元） | Opening carry-over, 10,000 yuan';
COMMENT ON COLUMN v_t05.fiscal_appropriation_wan IS '财政拨款收入（万元） | Fiscal appropriation, 10,000 yuan';
COMMENT ON COLUMN v_t05.expenditure_wan IS '本年支出合计（万元） | Expenditure of the year, 10,000 yuan';
COMMENT ON COLUMN v_t05.expenditure_basic_wan IS '基本支出（万元） | Basic expenditure, 10,000 yuan';
COMMENT ON COLUMN v_t05.expenditure_project_wan IS '项目支出（万元） | Project expenditure, 10,000 yuan';
COMMENT ON COLUMN v_t05.closing_carryover_wan IS '年末结转和结余（万元） | Closing carry-over, 10,000 yuan';
COMMENT ON COLUMN v_t05.confidence IS '置信度：所含各数中最低者 | Confidence: the lowest of the figures in the row';
COMMENT ON COLUMN v_t05.printed_row IS '印出的行：在原表中的行号 | Printed row: in the source table';
