CREATE OR REPLACE VIEW v_t06 AS
SELECT
    doc_id,
    part,
    org_id,
    org_name,
    report_year AS fiscal_year,
    economic_code,
    economic_name,
    wan(max(value) FILTER (concept = 'expenditure_basic')) AS expenditure_basic_wan,
    wan(max(value) FILTER (concept = 'personnel_expenditure')) AS personnel_expenditure_wan,
    wan(max(value) FILTER (concept = 'public_expenditure')) AS public_expenditure_wan,
    min(confidence) AS confidence,
    min(row) AS printed_row
FROM v_statutory
WHERE statutory_table = 'T06' AND measure = 'final'
GROUP BY ALL;
COMMENT ON VIEW v_t06 IS '一般公共预算财政拨款基本支出决算表（T06）：万元，一行一个经济科目 | T06 basic expenditure of the general public budget: in 10,000 yuan, one row per economic code';
COMMENT ON COLUMN v_t06.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_t06.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_t06.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_t06.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_t06.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: of the report';
COMMENT ON COLUMN v_t06.economic_code IS '经济分类编码：3 或 5 位 | Economic code: 3 or 5 digits';
COMMENT ON COLUMN v_t06.economic_name IS '经济分类名称 | Economic name';
COMMENT ON COLUMN v_t06.expenditure_basic_wan IS '基本支出（万元） | Basic expenditure, 10,000 yuan';
COMMENT ON COLUMN v_t06.personnel_expenditure_wan IS '人员经费（万元） | Personnel expenditure, 10,000 yuan';
COMMENT ON COLUMN v_t06.public_expenditure_wan IS '公用经费（万元） | Public expenditure, 10,000 yuan';
COMMENT ON COLUMN v_t06.confidence IS '置信度：所含各数中最低者 | Confidence: the lowest of the figures in the row';
COMMENT ON COLUMN v_t06.printed_row IS '印出的行：在原表中的行号 | Printed row: in the source table';
