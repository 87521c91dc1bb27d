/*
id = "blank_table_without_note"
zh = "空表有说明"
en = "An empty table says why it is empty"
basis = "财政部部门预决算公开规范：没有数据的表格列空表，并说明没有数据"
kind = "completeness"
severity = "warning"
needs = "空白的法定表，及报告的文字部分"
pass = [
  "section s1 部门决算表 :: 国有资本经营预算财政拨款支出决算表\n注：本部门没有国有资本经营预算安排的支出，故本表无数据。",
  "T05 general_public expenditure final 12.00万元", "table T09 section=s1 国有资本经营预算财政拨款支出决算表 :: 科目 | 合计",
]
fail = [
  "section s1 部门决算表 :: 国有资本经营预算财政拨款支出决算表", "text general_public expenditure final 12.00万元 section=s2",
  "T05 general_public expenditure final 12.00万元", "table T09 section=s1 国有资本经营预算财政拨款支出决算表 :: 科目 | 合计",
]
*/
-- Explained: by a note in the table, by as many notes in its section as that has blank tables, or by any sentence of the report
-- that denies the table's money. Where a report has blank tables only, it is a form that was not filled in; where its text is
-- published elsewhere, the reason may stand there.
WITH blank AS (
    SELECT t.*, count(*) OVER (PARTITION BY t.doc_id, t.section_id) AS blanks
    FROM table_state t
    WHERE t.is_blank AND t.status = 'read' AND t.statutory_table SIMILAR TO '[TB]0\d' AND t.part = 'main'
),
noted AS (SELECT doc_id, section_id, count(*) AS notes FROM empty_note GROUP BY ALL),
word AS (
    FROM (VALUES
        ('T08', '政府性基金'), ('B06', '政府性基金'), ('T09', '国有资本经营'), ('B07', '国有资本经营'), ('T07', '三公'), ('B09', '三公')
    ) words (statutory_table, word)
),
denied AS (
    SELECT DISTINCT b.doc_id, b.statutory_table
    FROM (SELECT DISTINCT doc_id, statutory_table FROM blank) b
    JOIN word w USING (statutory_table)
    JOIN companion c ON c.doc_id = b.doc_id
    JOIN section s ON s.doc_id = c.file_id AND contains(s.text, w.word)
    WHERE len(list_filter(
        regexp_extract_all(s.text, '[^。\n]*' || w.word || '[^。\n]*'),
        lambda x: regexp_matches(x, '无|没有|未|不涉及|空表|为空|[^\d.,]0(\.0+)?[万元]')
    )) > 0
),
filled AS (SELECT DISTINCT doc_id FROM table_state WHERE figures > 0),
worded AS (SELECT DISTINCT c.doc_id FROM companion c JOIN document d ON d.doc_id = c.file_id WHERE d.states_text)
SELECT
    b.doc_id,
    b.table_id AS scope,
    CASE
        WHEN b.has_note OR n.notes >= b.blanks OR x.doc_id IS NOT NULL THEN 'pass'
        WHEN f.doc_id IS NULL OR w.doc_id IS NULL THEN 'not_applicable'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN CASE WHEN f.doc_id IS NULL THEN 'figures' ELSE 'text' END END AS missing,
    b.page,
    format('{} {} 为空表，报告未说明没有数据', b.statutory_table, b.title) AS message_zh,
    format('{} {} is empty, and the report does not say why', b.statutory_table, b.title) AS message_en
FROM blank b
LEFT JOIN noted n USING (doc_id, section_id)
LEFT JOIN denied x USING (doc_id, statutory_table)
LEFT JOIN filled f USING (doc_id)
LEFT JOIN worded w USING (doc_id)
