-- Which figures differ between an edition of a report and the one that it supersedes. Files of one edition supersede the
-- same file; a copy in another format (same_as) is not compared, the second half of a report in two files is.
-- Figures meet where all that they say but the value is equal. Where several say the same, equal values are paired first,
-- then the nearest of those that one number can have been rounded to (12.34 万元 and 123,412.00 元: restated), then what
-- remains in the order of the pages. What is left without a counterpart was added or removed.
-- A macro, so that a question about some reports compares no others; NULL is all. The comparison is of narrow rows: what
-- a figure says besides is joined to the few that differ.
CREATE OR REPLACE MACRO revision(reports) AS TABLE
WITH step AS (
    SELECT
        n.supersedes AS step,
        o.report_id,
        o.supersedes AS earlier,
        bool_or(n.is_current) AS is_current,
        arg_min(n.doc_id, (list_position(['docx', 'pdf', 'text'], n.format), n.doc_id)) AS doc_id
    FROM document n
    JOIN document o ON o.doc_id = n.supersedes
    WHERE n.same_as IS NULL AND (reports IS NULL OR list_contains(reports, n.report_id))
    GROUP BY ALL
),
compared AS (
    SELECT step, d.doc_id, TRUE AS is_new
    FROM step
    JOIN document d ON d.supersedes = step AND d.same_as IS NULL
    UNION ALL
    SELECT step, d.doc_id, FALSE
    FROM step
    JOIN document d ON d.report_id = step.report_id AND d.supersedes IS NOT DISTINCT FROM step.earlier
    WHERE d.same_as IS NULL
),
printed AS (
    SELECT
        c.step,
        c.is_new,
        f.doc_id,
        f.fact_id,
        f.value,
        last_place(f.unit, f.unit_reported, f.decimals) AS precise_to,
        row_number() OVER (PARTITION BY c.step, c.is_new ORDER BY s.ord, t.ord, f.row, f.col, f.char_start, f.fact_id) AS place,
        md5_number(to_json(row(
            c.step, f.org_id, f.fiscal_year, f.concept, f.measure, f.fund, f.item, f.base, f.unit, f.part,
            coalesce(f.statutory_table, f.source),
            f.function_code, CASE WHEN f.function_code IS NULL THEN f.function_name END,
            f.economic_code, CASE WHEN f.economic_code IS NULL THEN f.economic_name END
        ))) AS key
    FROM v_fact_all f
    JOIN compared c USING (doc_id)
    LEFT JOIN section s ON s.doc_id = f.doc_id AND s.section_id = f.section_id
    LEFT JOIN source_table t ON t.doc_id = f.doc_id AND t.table_id = f.table_id
),
counted AS (
    SELECT *, row_number() OVER (PARTITION BY key, value, is_new ORDER BY place) AS nth FROM printed
),
unlike AS (
    FROM counted
    QUALIFY count(*) OVER (PARTITION BY key, value, nth) = 1
),
near AS (
    SELECT o.key, o.place AS place_from, n.place AS place_to
    FROM unlike o
    JOIN unlike n ON n.key = o.key AND n.is_new AND NOT o.is_new
    WHERE 2 * abs(n.value - o.value) < n.precise_to + o.precise_to
    QUALIFY row_number() OVER (PARTITION BY o.key, o.place ORDER BY abs(n.value - o.value), n.place) = 1
        AND row_number() OVER (PARTITION BY n.key, n.place ORDER BY abs(n.value - o.value), o.place) = 1
),
rest AS (
    SELECT u.key, u.is_new, u.place, row_number() OVER (PARTITION BY u.key, u.is_new ORDER BY u.place) AS nth
    FROM unlike u
    LEFT JOIN near n ON n.key = u.key AND u.place = CASE WHEN u.is_new THEN n.place_to ELSE n.place_from END
    WHERE n.key IS NULL
),
pair AS (
    FROM near
    UNION ALL
    SELECT key, o.place, n.place
    FROM (FROM rest WHERE NOT is_new) o
    FULL JOIN (FROM rest WHERE is_new) n USING (key, nth)
)
SELECT
    CASE
        WHEN op.key IS NULL THEN 'added'
        WHEN np.key IS NULL THEN 'removed'
        WHEN 2 * abs(np.value - op.value) < np.precise_to + op.precise_to THEN 'restated'
        ELSE 'changed'
    END AS kind,
    step.report_id,
    step.is_current,
    coalesce(n.doc_kind, o.doc_kind) AS doc_kind,
    coalesce(n.org_id, o.org_id) AS org_id,
    coalesce(n.org_name, o.org_name) AS org_name,
    coalesce(n.report_year, o.report_year) AS report_year,
    coalesce(n.fiscal_year, o.fiscal_year) AS fiscal_year,
    coalesce(n.concept, o.concept) AS concept,
    coalesce(n.measure, o.measure) AS measure,
    coalesce(n.fund, o.fund) AS fund,
    coalesce(n.function_code, o.function_code) AS function_code,
    coalesce(n.function_name, o.function_name) AS function_name,
    coalesce(n.economic_code, o.economic_code) AS economic_code,
    coalesce(n.economic_name, o.economic_name) AS economic_name,
    coalesce(n.item, o.item) AS item,
    coalesce(n.base, o.base) AS base,
    coalesce(n.source, o.source) AS source,
    coalesce(n.statutory_table, o.statutory_table) AS statutory_table,
    coalesce(n.part, o.part) AS part,
    coalesce(n.unit, o.unit) AS unit,
    o.value AS value_from,
    n.value AS value_to,
    n.value - o.value AS difference,
    o.value_reported AS value_reported_from,
    n.value_reported AS value_reported_to,
    o.unit_reported AS unit_reported_from,
    n.unit_reported AS unit_reported_to,
    coalesce(op.doc_id, step.step) AS doc_id_from,
    coalesce(np.doc_id, step.doc_id) AS doc_id_to,
    od.path AS path_from,
    nd.path AS path_to,
    o.page AS page_from,
    n.page AS page_to,
    o.table_id AS table_id_from,
    n.table_id AS table_id_to,
    o.row AS row_from,
    n.row AS row_to,
    o.col AS col_from,
    n.col AS col_to,
    o.section_id AS section_id_from,
    n.section_id AS section_id_to,
    o.char_start AS char_start_from,
    n.char_start AS char_start_to,
    o.snippet AS snippet_from,
    n.snippet AS snippet_to,
    o.fact_id AS fact_id_from,
    n.fact_id AS fact_id_to,
    least(o.confidence, n.confidence) AS confidence
FROM pair p
LEFT JOIN unlike op ON op.key = p.key AND op.place = p.place_from AND NOT op.is_new
LEFT JOIN unlike np ON np.key = p.key AND np.place = p.place_to AND np.is_new
LEFT JOIN v_fact_all o ON o.doc_id = op.doc_id AND o.fact_id = op.fact_id
LEFT JOIN v_fact_all n ON n.doc_id = np.doc_id AND n.fact_id = np.fact_id
JOIN step ON step.step = coalesce(np.step, op.step)
JOIN document od ON od.doc_id = coalesce(op.doc_id, step.step)
JOIN document nd ON nd.doc_id = coalesce(np.doc_id, step.doc_id);

CREATE OR REPLACE VIEW v_revision AS
FROM revision(NULL::VARCHAR[]);
COMMENT ON VIEW v_revision IS '修订：重新公开的报告与其所替代的一版相比改动的数，一处一行；只陈述，不评判 | Revision: what a republished report prints differently from the edition that it supersedes, one row a place; it states and does not judge';
COMMENT ON COLUMN v_revision.kind IS '变动：changed 改数、restated 换单位或位数而数不变、added 新增、removed 删去 | Kind: changed, restated (the same number in another unit or to other decimals), added or removed';
COMMENT ON COLUMN v_revision.is_current IS '现行：后一版是否现行 | Current: whether the later edition is the current one';
COMMENT ON COLUMN v_revision.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_revision.value_from IS '原数值 | Value before';
COMMENT ON COLUMN v_revision.value_to IS '现数值 | Value after';
COMMENT ON COLUMN v_revision.difference IS '差额：现数值减原数值 | Difference: value after less value before';
COMMENT ON COLUMN v_revision.value_reported_from IS '原印出的数 | As printed before';
COMMENT ON COLUMN v_revision.value_reported_to IS '现印出的数 | As printed after';
COMMENT ON COLUMN v_revision.unit_reported_from IS '原印出的单位 | Unit as printed before';
COMMENT ON COLUMN v_revision.unit_reported_to IS '现印出的单位 | Unit as printed after';
COMMENT ON COLUMN v_revision.doc_id_from IS '原文件标识：此数不在原版中时为原版代表文件 | Document id before: the leading file where the figure is not in that edition';
COMMENT ON COLUMN v_revision.doc_id_to IS '现文件标识：此数不在后版中时为后版代表文件 | Document id after: the leading file where the figure is not in that edition';
COMMENT ON COLUMN v_revision.path_from IS '原文件路径 | Path before';
COMMENT ON COLUMN v_revision.path_to IS '现文件路径 | Path after';
COMMENT ON COLUMN v_revision.page_from IS '原页码 | Page before';
COMMENT ON COLUMN v_revision.page_to IS '现页码 | Page after';
COMMENT ON COLUMN v_revision.table_id_from IS '原表标识 | Table id before';
COMMENT ON COLUMN v_revision.table_id_to IS '现表标识 | Table id after';
COMMENT ON COLUMN v_revision.row_from IS '原行号 | Row before';
COMMENT ON COLUMN v_revision.row_to IS '现行号 | Row after';
COMMENT ON COLUMN v_revision.col_from IS '原列号 | Column before';
COMMENT ON COLUMN v_revision.col_to IS '现列号 | Column after';
COMMENT ON COLUMN v_revision.section_id_from IS '原章节标识 | Section id before';
COMMENT ON COLUMN v_revision.section_id_to IS '现章节标识 | Section id after';
COMMENT ON COLUMN v_revision.char_start_from IS '原起始字符 | First character before';
COMMENT ON COLUMN v_revision.char_start_to IS '现起始字符 | First character after';
COMMENT ON COLUMN v_revision.snippet_from IS '原上下文 | Snippet before';
COMMENT ON COLUMN v_revision.snippet_to IS '现上下文 | Snippet after';
COMMENT ON COLUMN v_revision.fact_id_from IS '原事实标识 | Fact id before';
COMMENT ON COLUMN v_revision.fact_id_to IS '现事实标识 | Fact id after';
