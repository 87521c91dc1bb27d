-- Of several corrections of one place the latest counts; one without a value says that the figure is no fact.
CREATE OR REPLACE VIEW v_fact AS
WITH latest_correction AS (
    FROM correction
    QUALIFY row_number() OVER (
        PARTITION BY
            doc_id, table_id, row, col, concept, measure, fund,
            CASE WHEN table_id IS NULL THEN section_id END, char_start, char_end
        ORDER BY made_at DESC, correction_id
    ) = 1
)
SELECT
    f.* REPLACE (
        coalesce(c.value, f.value) AS value,
        coalesce(c.unit, f.unit) AS unit,
        CASE WHEN c.correction_id IS NULL THEN f.confidence ELSE 1 END AS confidence
    ),
    c.correction_id IS NOT NULL AS corrected,
    d.report_id,
    d.doc_kind,
    d.fiscal_year AS report_year,
    o.name AS org_name,
    o.admin_code,
    o.admin_name
FROM fact f
JOIN document d ON d.doc_id = f.doc_id AND d.is_current
LEFT JOIN organization o ON o.org_id = f.org_id
LEFT JOIN latest_correction c
    ON c.doc_id = f.doc_id
    AND c.concept = f.concept
    AND c.measure = f.measure
    AND c.fund = f.fund
    AND CASE
        WHEN f.row IS NOT NULL THEN c.table_id = f.table_id AND c.row = f.row AND c.col = f.col
        ELSE c.table_id IS NULL AND c.section_id = f.section_id AND c.char_start = f.char_start AND c.char_end = f.char_end
    END
WHERE c.correction_id IS NULL OR c.value IS NOT NULL;
COMMENT ON VIEW v_fact IS '现行事实：现行文件的全部事实，人工更正已代入 | Current facts: every fact of the current files, corrections by people applied';
COMMENT ON COLUMN v_fact.fact_id IS '事实标识：同样的字节总得同样的标识 | Fact id: the same bytes always give the same id';
COMMENT ON COLUMN v_fact.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_fact.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_fact.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_fact.concept IS '概念：所计量的事项 | Concept: what is measured';
COMMENT ON COLUMN v_fact.measure IS '口径：final 决算、budget 预算、initial_budget 年初预算、adjusted_budget 调整预算、prior_final 上年决算、prior_budget 上年预算、change 增减额、change_rate 增减率、share 占比、completion_rate 完成率 | Measure: which reading of the concept (final, budget, initial_budget, adjusted_budget, prior_final, prior_budget, change, change_rate, share, completion_rate)';
COMMENT ON COLUMN v_fact.fund IS '资金性质：all 全口径、fiscal 财政拨款、general_public 一般公共预算、gov_fund 政府性基金、state_capital 国有资本经营、fiscal_account 财政专户 | Fund: all, fiscal, general_public, gov_fund, state_capital, fiscal_account';
COMMENT ON COLUMN v_fact.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_fact.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_fact.code_source IS '编码来源：printed 印出、resolved 由名称推得 | Code source: printed, or resolved from the name';
COMMENT ON COLUMN v_fact.economic_code IS '经济分类编码：3 或 5 位 | Economic code: 3 or 5 digits';
COMMENT ON COLUMN v_fact.economic_name IS '经济分类名称 | Economic name';
COMMENT ON COLUMN v_fact.item IS '细项：分类未编码的细项，如车辆种类、项目名 | Item: a sub-item that no classification codes, as a kind of vehicle or a project';
COMMENT ON COLUMN v_fact.base IS '比较基数：比率、占比、完成率、增减所对照者 | Base: what a rate, share, completion or change is measured against';
COMMENT ON COLUMN v_fact.value IS '数值：金额为元，比率为百分数，其余为本数 | Value: yuan for money, percent for rates, the plain number otherwise';
COMMENT ON COLUMN v_fact.unit IS '计量单位：CNY、percent、person 等 | Unit: CNY, percent, person and the like';
COMMENT ON COLUMN v_fact.value_reported IS '印出的数 | Value as printed';
COMMENT ON COLUMN v_fact.unit_reported IS '印出的计量单位 | Unit as printed';
COMMENT ON COLUMN v_fact.decimals IS '小数位数 | Decimals printed';
COMMENT ON COLUMN v_fact.source IS '来源：table 表、text 文、chart 图、ocr 识别 | Source: table, text, chart or ocr';
COMMENT ON COLUMN v_fact.statutory_table IS '法定表号 | Statutory table';
COMMENT ON COLUMN v_fact.page IS '页码 | Page';
COMMENT ON COLUMN v_fact.bbox IS '位置框：PDF 点 | Box: in PDF points';
COMMENT ON COLUMN v_fact.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN v_fact.table_id IS '表标识 | Table id';
COMMENT ON COLUMN v_fact.row IS '行 | Row';
COMMENT ON COLUMN v_fact.col IS '列 | Column';
COMMENT ON COLUMN v_fact.char_start IS '起始字符：在 section.text 中 | First character: in section.text';
COMMENT ON COLUMN v_fact.char_end IS '终止字符：不含 | Last character: exclusive';
COMMENT ON COLUMN v_fact.snippet IS '上下文 | Snippet';
COMMENT ON COLUMN v_fact.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_fact.rule IS '规则：产生此数的规则 | Rule: that made it';
COMMENT ON COLUMN v_fact.confidence IS '置信度：0.9 以下不进入 v_fact_best | Confidence: below 0.9 it is left out of v_fact_best';
COMMENT ON COLUMN v_fact.corrected IS '已更正：数值由人工更正 | Corrected: the value was corrected by a person';
COMMENT ON COLUMN v_fact.report_id IS '报告标识：同一报告的各种格式、各次修订共用 | Report id: shared by the formats and revisions of one report';
COMMENT ON COLUMN v_fact.doc_kind IS '报告类型：final_account 部门决算、unit_final_account 单位决算、budget 部门预算、unit_budget 单位预算、performance 绩效、three_public 三公、other 其他 | Kind of report: final account or budget of a department or unit, performance, three_public, other';
COMMENT ON COLUMN v_fact.report_year IS '报告年度：报告所属财政年度 | Report year: the year that the report is about';
COMMENT ON COLUMN v_fact.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_fact.admin_code IS '行政区划代码：GB/T 2260 六位 | Division code: six digits of GB/T 2260';
COMMENT ON COLUMN v_fact.admin_name IS '行政区划 | Administrative division';

-- Left out: confidence below 0.9. A name whose code is unknown is a code of its own, never the total.
-- A filter on a plain column of the partition is applied before the window: so keep them plain.
CREATE OR REPLACE VIEW v_fact_best AS
FROM v_fact
WHERE confidence >= 0.9
QUALIFY row_number() OVER (
    PARTITION BY
        org_id, fiscal_year, concept, measure, fund, function_code, economic_code, item, base,
        CASE WHEN function_code IS NULL THEN function_name END,
        CASE WHEN economic_code IS NULL THEN economic_name END
    ORDER BY
        corrected DESC,
        list_position(['table', 'text', 'chart', 'ocr'], source),
        part <> 'main',
        list_position(['final_account', 'budget'], doc_kind) NULLS LAST,
        confidence DESC,
        statutory_table NULLS LAST,
        doc_id, part, table_id, row, col, section_id, char_start, fact_id
) = 1;
COMMENT ON VIEW v_fact_best IS '最可信事实：每个单位、年度、概念、口径、资金、分类、细项、基数一行；先人工更正，再表、文、图，先正文后附件 | Best fact: one row per organisation, year, concept, measure, fund, codes, item and base; a correction first, then table, text, chart; main before annex';
COMMENT ON COLUMN v_fact_best.fact_id IS '事实标识：同样的字节总得同样的标识 | Fact id: the same bytes always give the same id';
COMMENT ON COLUMN v_fact_best.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_fact_best.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_fact_best.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_fact_best.concept IS '概念：所计量的事项 | Concept: what is measured';
COMMENT ON COLUMN v_fact_best.measure IS '口径：final 决算、budget 预算、initial_budget 年初预算、adjusted_budget 调整预算、prior_final 上年决算、prior_budget 上年预算、change 增减额、change_rate 增减率、share 占比、completion_rate 完成率 | Measure: which reading of the concept (final, budget, initial_budget, adjusted_budget, prior_final, prior_budget, change, change_rate, share, completion_rate)';
COMMENT ON COLUMN v_fact_best.fund IS '资金性质：all 全口径、fiscal 财政拨款、general_public 一般公共预算、gov_fund 政府性基金、state_capital 国有资本经营、fiscal_account 财政专户 | Fund: all, fiscal, general_public, gov_fund, state_capital, fiscal_account';
COMMENT ON COLUMN v_fact_best.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_fact_best.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_fact_best.code_source IS '编码来源：printed 印出、resolved 由名称推得 | Code source: printed, or resolved from the name';
COMMENT ON COLUMN v_fact_best.economic_code IS '经济分类编码：3 或 5 位 | Economic code: 3 or 5 digits';
COMMENT ON COLUMN v_fact_best.economic_name IS '经济分类名称 | Economic name';
COMMENT ON COLUMN v_fact_best.item IS '细项：分类未编码的细项，如车辆种类、项目名 | Item: a sub-item that no classification codes, as a kind of vehicle or a project';
COMMENT ON COLUMN v_fact_best.base IS '比较基数：比率、占比、完成率、增减所对照者 | Base: what a rate, share, completion or change is measured against';
COMMENT ON COLUMN v_fact_best.value IS '数值：金额为元，比率为百分数，其余为本数 | Value: yuan for money, percent for rates, the plain number otherwise';
COMMENT ON COLUMN v_fact_best.unit IS '计量单位：CNY、percent、person 等 | Unit: CNY, percent, person and the like';
COMMENT ON COLUMN v_fact_best.value_reported IS '印出的数 | Value as printed';
COMMENT ON COLUMN v_fact_best.unit_reported IS '印出的计量单位 | Unit as printed';
COMMENT ON COLUMN v_fact_best.decimals IS '小数位数 | Decimals printed';
COMMENT ON COLUMN v_fact_best.source IS '来源：table 表、text 文、chart 图、ocr 识别 | Source: table, text, chart or ocr';
COMMENT ON COLUMN v_fact_best.statutory_table IS '法定表号 | Statutory table';
COMMENT ON COLUMN v_fact_best.page IS '页码 | Page';
COMMENT ON COLUMN v_fact_best.bbox IS '位置框：PDF 点 | Box: in PDF points';
COMMENT ON COLUMN v_fact_best.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN v_fact_best.table_id IS '表标识 | Table id';
COMMENT ON COLUMN v_fact_best.row IS '行 | Row';
COMMENT ON COLUMN v_fact_best.col IS '列 | Column';
COMMENT ON COLUMN v_fact_best.char_start IS '起始字符：在 section.text 中 | First character: in section.text';
COMMENT ON COLUMN v_fact_best.char_end IS '终止字符：不含 | Last character: exclusive';
COMMENT ON COLUMN v_fact_best.snippet IS '上下文 | Snippet';
COMMENT ON COLUMN v_fact_best.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_fact_best.rule IS '规则：产生此数的规则 | Rule: that made it';
COMMENT ON COLUMN v_fact_best.confidence IS '置信度：0.9 以下不进入 v_fact_best | Confidence: below 0.9 it is left out of v_fact_best';
COMMENT ON COLUMN v_fact_best.corrected IS '已更正：数值由人工更正 | Corrected: the value was corrected by a person';
COMMENT ON COLUMN v_fact_best.report_id IS '报告标识：同一报告的各种格式、各次修订共用 | Report id: shared by the formats and revisions of one report';
COMMENT ON COLUMN v_fact_best.doc_kind IS '报告类型：final_account 部门决算、unit_final_account 单位决算、budget 部门预算、unit_budget 单位预算、performance 绩效、three_public 三公、other 其他 | Kind of report: final account or budget of a department or unit, performance, three_public, other';
COMMENT ON COLUMN v_fact_best.report_year IS '报告年度：报告所属财政年度 | Report year: the year that the report is about';
COMMENT ON COLUMN v_fact_best.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_fact_best.admin_code IS '行政区划代码：GB/T 2260 六位 | Division code: six digits of GB/T 2260';
COMMENT ON COLUMN v_fact_best.admin_name IS '行政区划 | Administrative division';

-- The wide views v_t01..v_b09 stand on it. A key that a table prints twice counts where it is printed first.
CREATE OR REPLACE VIEW v_statutory AS
FROM v_fact
WHERE source = 'table' AND statutory_table IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY
        doc_id, part, statutory_table, concept, measure, fund, function_code, economic_code, item, base,
        CASE WHEN function_code IS NULL THEN function_name END,
        CASE WHEN economic_code IS NULL THEN economic_name END
    ORDER BY table_id, row, col, fact_id
) = 1;
COMMENT ON VIEW v_statutory IS '法定表事实：现行文件法定表中的事实，每份文件、每表、每个键一行 | Statutory fact: the facts of the statutory tables of current files, one row per document, table and key';
COMMENT ON COLUMN v_statutory.fact_id IS '事实标识：同样的字节总得同样的标识 | Fact id: the same bytes always give the same id';
COMMENT ON COLUMN v_statutory.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN v_statutory.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_statutory.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_statutory.concept IS '概念：所计量的事项 | Concept: what is measured';
COMMENT ON COLUMN v_statutory.measure IS '口径：final 决算、budget 预算、initial_budget 年初预算、adjusted_budget 调整预算、prior_final 上年决算、prior_budget 上年预算、change 增减额、change_rate 增减率、share 占比、completion_rate 完成率 | Measure: which reading of the concept (final, budget, initial_budget, adjusted_budget, prior_final, prior_budget, change, change_rate, share, completion_rate)';
COMMENT ON COLUMN v_statutory.fund IS '资金性质：all 全口径、fiscal 财政拨款、general_public 一般公共预算、gov_fund 政府性基金、state_capital 国有资本经营、fiscal_account 财政专户 | Fund: all, fiscal, general_public, gov_fund, state_capital, fiscal_account';
COMMENT ON COLUMN v_statutory.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_statutory.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_statutory.code_source IS '编码来源：printed 印出、resolved 由名称推得 | Code source: printed, or resolved from the name';
COMMENT ON COLUMN v_statutory.economic_code IS '经济分类编码：3 或 5 位 | Economic code: 3 or 5 digits';
COMMENT ON COLUMN v_statutory.economic_name IS '经济分类名称 | Economic name';
COMMENT ON COLUMN v_statutory.item IS '细项：分类未编码的细项，如车辆种类、项目名 | Item: a sub-item that no classification codes, as a kind of vehicle or a project';
COMMENT ON COLUMN v_statutory.base IS '比较基数：比率、占比、完成率、增减所对照者 | Base: what a rate, share, completion or change is measured against';
COMMENT ON COLUMN v_statutory.value IS '数值：金额为元，比率为百分数，其余为本数 | Value: yuan for money, percent for rates, the plain number otherwise';
COMMENT ON COLUMN v_statutory.unit IS '计量单位：CNY、percent、person 等 | Unit: CNY, percent, person and the like';
COMMENT ON COLUMN v_statutory.value_reported IS '印出的数 | Value as printed';
COMMENT ON COLUMN v_statutory.unit_reported IS '印出的计量单位 | Unit as printed';
COMMENT ON COLUMN v_statutory.decimals IS '小数位数 | Decimals printed';
COMMENT ON COLUMN v_statutory.source IS '来源：table 表、text 文、chart 图、ocr 识别 | Source: table, text, chart or ocr';
COMMENT ON COLUMN v_statutory.statutory_table IS '法定表号 | Statutory table';
COMMENT ON COLUMN v_statutory.page IS '页码 | Page';
COMMENT ON COLUMN v_statutory.bbox IS '位置框：PDF 点 | Box: in PDF points';
COMMENT ON COLUMN v_statutory.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN v_statutory.table_id IS '表标识 | Table id';
COMMENT ON COLUMN v_statutory.row IS '行 | Row';
COMMENT ON COLUMN v_statutory.col IS '列 | Column';
COMMENT ON COLUMN v_statutory.char_start IS '起始字符：在 section.text 中 | First character: in section.text';
COMMENT ON COLUMN v_statutory.char_end IS '终止字符：不含 | Last character: exclusive';
COMMENT ON COLUMN v_statutory.snippet IS '上下文 | Snippet';
COMMENT ON COLUMN v_statutory.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n';
COMMENT ON COLUMN v_statutory.rule IS '规则：产生此数的规则 | Rule: that made it';
COMMENT ON COLUMN v_statutory.confidence IS '置信度：0.9 以下不进入 v_fact_best | Confidence: below 0.9 it is left out of v_fact_best';
COMMENT ON COLUMN v_statutory.corrected IS '已更正：数值由人工更正 | Corrected: the value was corrected by a person';
COMMENT ON COLUMN v_statutory.report_id IS '报告标识：同一报告的各种格式、各次修订共用 | Report id: shared by the formats and revisions of one report';
COMMENT ON COLUMN v_statutory.doc_kind IS '报告类型：final_account 部门决算、unit_final_account 单位决算、budget 部门预算、unit_budget 单位预算、performance 绩效、three_public 三公、other 其他 | Kind of report: final account or budget of a department or unit, performance, three_public, other';
COMMENT ON COLUMN v_statutory.report_year IS '报告年度：报告所属财政年度 | Report year: the year that the report is about';
COMMENT ON COLUMN v_statutory.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_statutory.admin_code IS '行政区划代码：GB/T 2260 六位 | Division code: six digits of GB/T 2260';
COMMENT ON COLUMN v_statutory.admin_name IS '行政区划 | Administrative division';
