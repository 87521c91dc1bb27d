/*
id = "glossary_of_absent_item"
zh = "名词解释列有报告中没有的科目"
en = "The glossary explains items that the report has not"
basis = "名词解释应解释本部门决算、预算涉及的科目"
kind = "words"
severity = "info"
needs = "名词解释中的项级科目"
pass = [
    "section s1 名词解释 :: 住房保障支出（类）住房改革支出（款）住房公积金（项）：指缴存的住房公积金。",
    "T05 general_public expenditure#2210201 final 20.86万元 name=住房公积金",
]
fail = [
    "section s1 名词解释 :: 教育支出（类）普通教育（款）高等教育（项）：指高等学校支出。",
    "T05 general_public expenditure#2210201 final 20.86万元 name=住房公积金",
]
*/
-- Names of items are met where a figure has them or the text outside the glossary prints them. One finding for a glossary.
WITH glossary AS (
    SELECT
        doc_id, section_id, title, page,
        list_distinct(regexp_extract_all(regexp_replace(text, '[^\n]*…[^\n]*', '', 'g'), '[)）]\s*([^（）()，。；：、\s…]{2,30})\s*[（(]项[）)]', 1)) AS names
    FROM section
    SEMI JOIN audited USING (doc_id)
    WHERE part = 'main' AND contains(title, '名词解释') AND regexp_matches(text, '[（(]项[）)]')
),
explained AS (
    SELECT *, regexp_replace(regexp_replace(name, '[“”"‘’、,，]', '', 'g'), '支出$', '') AS stem
    FROM (SELECT * EXCLUDE (names), unnest(names) AS name FROM glossary)
),
stated AS (
    SELECT DISTINCT doc_id, regexp_replace(regexp_replace(function_name, '[\s（）()“”"‘’、,，]', '', 'g'), '支出$', '') AS stem
    FROM figure
    SEMI JOIN glossary USING (doc_id)
    WHERE function_name IS NOT NULL
),
met AS (
    SELECT doc_id, name FROM explained SEMI JOIN stated USING (doc_id, stem)
    UNION
    SELECT e.doc_id, e.name
    FROM (FROM explained ANTI JOIN stated USING (doc_id, stem)) e
    JOIN section s ON s.doc_id = e.doc_id AND s.section_id <> e.section_id AND contains(replace(s.text, ' ', ''), e.name)
    UNION
    SELECT e.doc_id, e.name
    FROM (FROM explained ANTI JOIN stated USING (doc_id, stem)) e
    JOIN table_cell c ON c.doc_id = e.doc_id AND contains(replace(replace(c.text, ' ', ''), chr(10), ''), e.stem)
)
SELECT
    e.doc_id,
    e.section_id AS scope,
    CASE WHEN NOT d.states_tables THEN 'not_applicable' WHEN count(*) FILTER (m.name IS NULL) > 0 THEN 'fail' ELSE 'pass' END AS outcome,
    CASE WHEN NOT d.states_tables THEN '报表' END AS missing,
    count(*) FILTER (m.name IS NULL)::DECIMAL(24, 6) AS actual,
    0::DECIMAL(24, 6) AS expected,
    any_value(e.page) AS page,
    format('{}列有报告中没有的科目{}个：{}', any_value(e.title), count(*) FILTER (m.name IS NULL),
        array_to_string((list(e.name ORDER BY e.name) FILTER (m.name IS NULL))[:6], '、')) AS message_zh,
    format('{} items are explained that the report has not: {}', count(*) FILTER (m.name IS NULL),
        array_to_string((list(e.name ORDER BY e.name) FILTER (m.name IS NULL))[:6], ', ')) AS message_en
FROM explained e
JOIN document d USING (doc_id)
LEFT JOIN met m USING (doc_id, name)
GROUP BY e.doc_id, e.section_id, d.states_tables
