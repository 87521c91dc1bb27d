/*
id = "statutory_table_absent"
zh = "法定公开表齐全"
en = "The statutory tables are all there"
basis = "财政部部门预决算公开规范：决算公开01—09表、预算公开各表应全部公开，没有数据的列空表并说明"
kind = "completeness"
severity = "warning"
needs = "报告中已识别的法定表（至少五张），且无图片页"
pass = [
  "table T01", "table T02", "table T03", "table T04", "table T05", "table T06", "table T07", "table T08", "table T09",
]
fail = ["table T01", "table T02", "table T03", "table T04", "table T05", "table T06", "table T07", "table T08"]
*/
-- T09 is asked for since 2020, B07 since 2023. A provincial table that holds the same stands for it. Where pages are pictures,
-- or only some of the tables were recognised, it is not known what is absent.
WITH demanded AS (
    FROM (VALUES
        ('T01', 0, []), ('T02', 0, []), ('T03', 0, []), ('T04', 0, []), ('T05', 0, ['X05']), ('T06', 0, ['X07']),
        ('T07', 0, ['X14']), ('T08', 0, []), ('T09', 2020, ['X04']),
        ('B01', 0, []), ('B02', 0, []), ('B03', 0, []), ('B04', 0, []), ('B05', 0, []), ('B06', 0, []), ('B07', 2023, []),
        ('B08', 0, []), ('B09', 0, [])
    ) tables (statutory_table, since, instead)
),
held AS (
    SELECT doc_id, list(DISTINCT statutory_table) AS tables, len(list_filter(tables, lambda t: t[1] IN ('T', 'B'))) AS known
    FROM report_table
    WHERE statutory_table IS NOT NULL
    GROUP BY doc_id
),
pictured AS (
    SELECT DISTINCT c.doc_id FROM leftover l JOIN companion c ON c.file_id = l.doc_id WHERE reason IN ('needs_ocr', 'pictures')
),
-- the file of the report that holds its tables
home AS (
    SELECT d.doc_id, d.fiscal_year, d.doc_kind IN ('budget', 'unit_budget') AS is_budget
    FROM document d
    SEMI JOIN audited a USING (doc_id)
    SEMI JOIN source_table t ON t.doc_id = d.doc_id AND t.statutory_table IS NOT NULL
    WHERE d.doc_kind IN ('final_account', 'unit_final_account', 'budget', 'unit_budget')
)
SELECT
    h.doc_id,
    r.statutory_table AS scope,
    CASE
        WHEN list_contains(l.tables, r.statutory_table) OR list_has_any(l.tables, r.instead::VARCHAR[]) THEN 'pass'
        WHEN l.known < 5 OR p.doc_id IS NOT NULL THEN 'not_applicable'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN CASE WHEN l.known < 5 THEN 'tables' ELSE 'pictures' END END AS missing,
    format('未见 {} {}（报告共识别 {} 张法定表）', r.statutory_table, n.title, l.known) AS message_zh,
    format('{} {} is not in the report, which holds {} statutory tables', r.statutory_table, n.title, l.known) AS message_en
FROM home h
JOIN demanded r ON (left(r.statutory_table, 1) = 'B') = h.is_budget AND coalesce(h.fiscal_year, 9999) >= r.since
JOIN held l USING (doc_id)
JOIN (SELECT statutory_table, first(title) AS title FROM statement_title GROUP BY ALL) n USING (statutory_table)
LEFT JOIN pictured p USING (doc_id)
