/*
id = "item_line_name"
zh = "文中的类款项名称是有的科目"
en = "The names of an item line are a listed classification"
basis = "政府收支分类科目（报告年度）"
kind = "text_table"
severity = "warning"
needs = "文中的项级科目"
pass = ["text general_public expenditure#2130101 final 866.06万元"]
fail = ["text general_public expenditure#2130101 final 866.06万元", "mention s1 ambiguous 12.50万元 subject=农林水(类)农业农村(款)农业生产改善(项)"]
*/
-- An amount behind a whole chain of names (类, 款, 项) that neither the report's tables nor the classification of its year
-- know. The reader leaves such an amount unbound and keeps the chain as its subject.
WITH unknown AS (
    SELECT DISTINCT ON (m.doc_id, m.section_id, m.subject) m.*
    FROM quantity_mention m
    SEMI JOIN audited a USING (doc_id)
    WHERE m.fact_id IS NULL AND m.reason = 'ambiguous' AND m.unit = 'CNY' AND m.char_start IS NOT NULL
        AND regexp_matches(m.subject, '[(（]类[)）].+[(（]款[)）].+[(（]项[)）]$')
    ORDER BY m.doc_id, m.section_id, m.subject, m.char_start
)
SELECT doc_id, fact_id AS scope, 'pass' AS outcome, value AS actual, page, NULL AS message_zh, NULL AS message_en
FROM item_line
UNION ALL
SELECT
    u.doc_id,
    concat_ws('/', u.section_id, u.char_start),
    'fail',
    u.value,
    coalesce(u.page, s.page),
    format('“{}”{}：科目表和本报告各表中都没有这一名称', u.subject, u.value_reported),
    format('"{}" {}: neither the classification nor a table of the report knows this name', u.subject, u.value_reported)
FROM unknown u
LEFT JOIN section s USING (doc_id, section_id)
