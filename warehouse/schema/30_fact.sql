-- What was understood, and what was not.

CREATE TABLE fact (
    fact_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    org_id VARCHAR NOT NULL,
    fiscal_year INTEGER,
    concept VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    fund VARCHAR NOT NULL CHECK (fund IN ('all', 'fiscal', 'general_public', 'gov_fund', 'state_capital', 'fiscal_account')),
    function_code VARCHAR CHECK (length(function_code) IN (3, 5, 7)),
    function_name VARCHAR,
    code_source VARCHAR CHECK (code_source IN ('printed', 'resolved')),
    economic_code VARCHAR CHECK (length(economic_code) IN (3, 5)),
    economic_name VARCHAR,
    item VARCHAR,
    base VARCHAR,
    value DECIMAL(24, 6) NOT NULL,
    unit VARCHAR NOT NULL,
    value_reported VARCHAR NOT NULL,
    unit_reported VARCHAR,
    decimals INTEGER NOT NULL CHECK (decimals >= 0),
    source VARCHAR NOT NULL CHECK (source IN ('table', 'text', 'chart', 'ocr')),
    statutory_table VARCHAR,
    page INTEGER,
    bbox DOUBLE[4],
    section_id VARCHAR,
    table_id VARCHAR,
    row INTEGER,
    col INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    snippet VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    confidence DECIMAL(4, 3) NOT NULL CHECK (confidence BETWEEN 0 AND 1)
);
COMMENT ON TABLE fact IS '事实：报告印出的一个数及其含义与位置，一数一行 | Fact: one printed figure with its meaning and its place';
COMMENT ON COLUMN fact.fact_id IS '事实标识：同样的字节总得同样的标识 | Fact id: the same bytes always give the same id';
COMMENT ON COLUMN fact.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN fact.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN fact.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN fact.concept IS '概念：所计量的事项 | Concept: what is measured';
COMMENT ON COLUMN fact.measure IS '口径：final 决算、budget 预算、initial_budget 年初预算、adjusted_budget 调整预算、prior_final 上年决算、prior_budget 上年预算、change 增减额、change_rate 增减率、share 占比、completion_rate 完成率 | Measure: which reading of the concept (final, budget, initial_budget, adjusted_budget, prior_final, prior_budget, change, change_rate, share, completion_rate)';
COMMENT ON COLUMN fact.fund IS '资金性质：all 全口径、fiscal 财政拨款、general_public 一般公共预算、gov_fund 政府性基金、state_capital 国有资本经营、fiscal_account 财政专户 | Fund: all, fiscal, general_public, gov_fund, state_capital, fiscal_account';
COMMENT ON COLUMN fact.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN fact.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN fact.code_source IS '编码来源：printed 印出、resolved 由名称推得 | Code source: printed, or resolved from the name';
COMMENT ON COLUMN fact.economic_code IS '经济分类编码：3 或 5 位 | Economic code: 3 or 5 digits';
COMMENT ON COLUMN fact.economic_name IS '经济分类名称 | Economic name';
COMMENT ON COLUMN fact.item IS '细项：分类未编码的细项，如车辆种类、项目名 | Item: a sub-item that no classification codes, as a kind of vehicle or a project';
COMMENT ON COLUMN fact.base IS '比较基数：比率、占比、完成率、增减所对照者 | Base: what a rate, share, completion or change is measured against';
COMMENT ON COLUMN fact.value IS '数值：金额为元，比率为百分数，其余为本数 | Value: yuan for money, percent for rates, the plain number otherwise';
COMMENT ON COLUMN fact.unit IS '计量单位：CNY、percent、person 等 | Unit: CNY, percent, person and the like';
COMMENT ON COLUMN fact.value_reported IS '印出的数 | Value as printed';
COMMENT ON COLUMN fact.unit_reported IS '印出的计量单位 | Unit as printed';
COMMENT ON COLUMN fact.decimals IS '小数位数 | Decimals printed';
COMMENT ON COLUMN fact.source IS '来源：table 表、text 文、chart 图、ocr 识别 | Source: table, text, chart or ocr';
COMMENT ON COLUMN fact.statutory_table IS '法定表号 | Statutory table';
COMMENT ON COLUMN fact.page IS '页码 | Page';
COMMENT ON COLUMN fact.bbox IS '位置框：PDF 点 | Box: in PDF points';
COMMENT ON COLUMN fact.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN fact.table_id IS '表标识 | Table id';
COMMENT ON COLUMN fact.row IS '行 | Row';
COMMENT ON COLUMN fact.col IS '列 | Column';
COMMENT ON COLUMN fact.char_start IS '起始字符：在 section.text 中 | First character: in section.text';
COMMENT ON COLUMN fact.char_end IS '终止字符：不含 | Last character: exclusive';
COMMENT ON COLUMN fact.snippet IS '上下文 | Snippet';
COMMENT ON COLUMN fact.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN fact.rule IS '规则：产生此数的规则 | Rule: that made it';
COMMENT ON COLUMN fact.confidence IS '置信度：0.9 以下不进入 v_fact_best | Confidence: below 0.9 it is left out of v_fact_best';

CREATE TABLE quantity_mention (
    doc_id VARCHAR NOT NULL,
    section_id VARCHAR,
    char_start INTEGER,
    char_end INTEGER,
    subject VARCHAR,
    value DECIMAL(24, 6),
    unit VARCHAR,
    value_reported VARCHAR NOT NULL,
    reason VARCHAR,
    fact_id VARCHAR,
    comparator VARCHAR,
    candidates VARCHAR,
    table_id VARCHAR,
    row INTEGER,
    col INTEGER,
    page INTEGER,
    CHECK (fact_id IS NOT NULL OR reason IS NOT NULL)
);
COMMENT ON TABLE quantity_mention IS '数字：正文与绩效表中的每个数，或成事实，或记明原因 | Quantity mention: every number of the text and the forms, bound to a fact or with the reason why not';
COMMENT ON COLUMN quantity_mention.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN quantity_mention.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN quantity_mention.char_start IS '起始字符 | First character';
COMMENT ON COLUMN quantity_mention.char_end IS '终止字符：不含 | Last character: exclusive';
COMMENT ON COLUMN quantity_mention.subject IS '所指 | Subject';
COMMENT ON COLUMN quantity_mention.value IS '数值：基本单位；超出库中位数者为空 | Value: in the base unit; NULL where it exceeds the column';
COMMENT ON COLUMN quantity_mention.unit IS '计量单位 | Unit';
COMMENT ON COLUMN quantity_mention.value_reported IS '印出的数 | Value as printed';
COMMENT ON COLUMN quantity_mention.reason IS '未成事实的原因：date、ordinal、numbering、reference、threshold、ambiguous、no_concept、form、stated_absent、unparsed 等 | Reason why it is no fact: date, ordinal, numbering, reference, threshold, ambiguous, no_concept, form, stated_absent, unparsed and the like';
COMMENT ON COLUMN quantity_mention.fact_id IS '事实标识 | Fact id';
COMMENT ON COLUMN quantity_mention.comparator IS '比较词：如不低于 | Comparator: as not less than';
COMMENT ON COLUMN quantity_mention.candidates IS '备选概念：有歧义时 | Candidates: where it is ambiguous';
COMMENT ON COLUMN quantity_mention.table_id IS '表标识 | Table id';
COMMENT ON COLUMN quantity_mention.row IS '行 | Row';
COMMENT ON COLUMN quantity_mention.col IS '列 | Column';
COMMENT ON COLUMN quantity_mention.page IS '页码 | Page';

CREATE TABLE leftover (
    doc_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    page INTEGER,
    table_id VARCHAR,
    row INTEGER,
    col INTEGER,
    section_id VARCHAR
);
COMMENT ON TABLE leftover IS '遗留：没有声明认领的内容，或读取时的疑点 | Leftover: what no declaration claimed, or a doubt of the reader';
COMMENT ON COLUMN leftover.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN leftover.reason IS '原因 | Reason';
COMMENT ON COLUMN leftover.text IS '内容 | Text';
COMMENT ON COLUMN leftover.page IS '页码 | Page';
COMMENT ON COLUMN leftover.table_id IS '表标识 | Table id';
COMMENT ON COLUMN leftover.row IS '行 | Row';
COMMENT ON COLUMN leftover.col IS '列 | Column';
COMMENT ON COLUMN leftover.section_id IS '章节标识 | Section id';

CREATE TABLE table_check (
    doc_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    statutory_table VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    closes BOOLEAN,
    difference DECIMAL(24, 6)
);
COMMENT ON TABLE table_check IS '表内自检：读取时以表内勾稽核对自己的结果 | Table check: how the reader checked itself with a table''s own identities';
COMMENT ON COLUMN table_check.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN table_check.table_id IS '表标识 | Table id';
COMMENT ON COLUMN table_check.statutory_table IS '法定表号 | Statutory table';
COMMENT ON COLUMN table_check.identity IS '勾稽关系 | Identity';
COMMENT ON COLUMN table_check.scope IS '核对范围：行、编码或列 | Scope: row, code or column';
COMMENT ON COLUMN table_check.closes IS '是否相符：缺项时为空 | Closes: NULL where a term is missing';
COMMENT ON COLUMN table_check.difference IS '差额（元）：印出减计算 | Difference, yuan: printed minus computed';
