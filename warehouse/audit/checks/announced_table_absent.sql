/*
id = "announced_table_absent"
zh = "目录所列的表正文均有"
en = "Every table that the contents list names is in the report"
basis = "目录与正文应一致"
kind = "completeness"
severity = "warning"
needs = "列有各表的目录，及报告中已识别的表"
pass = [
  "section s1 目录 :: 第一部分 概况\n一、收入支出决算总表（公开01表）\t4\n二、收入决算表……5\n三、支出决算表…6",
  "table T01", "table T02", "table T03",
]
fail = [
  "section s1 目录 :: 第一部分 概况\n一、收入支出决算总表（公开01表）\t4\n二、收入决算表……5\n三、支出决算表…6\n四、政府采购情况表...7",
  "table T01", "table T02", "table T03",
]
*/
-- Held: the statutory table of that title, a table of that title, or a line of the text that is the title (a table in a picture
-- still has its heading).
WITH named AS (
    SELECT DISTINCT ON (doc_id, bare) * FROM contents_line WHERE kind = 'table'
),
found AS (
    SELECT
        n.*,
        EXISTS (
            FROM statement_named s
            JOIN report_table t ON t.statutory_table = s.statutory_table
            WHERE s.bare = n.bare AND t.doc_id = n.doc_id
        ) OR EXISTS (
            FROM report_table t
            WHERE t.doc_id = n.doc_id AND (contains(t.bare, n.bare) OR (length(t.bare) > 4 AND contains(n.bare, t.bare)))
        ) AS is_held
    FROM named n
),
sought AS (
    SELECT DISTINCT f.doc_id, f.bare
    FROM found f
    JOIN companion c ON c.doc_id = f.doc_id
    JOIN section s ON s.doc_id = c.file_id AND NOT (s.doc_id = f.doc_id AND s.section_id = f.section_id)
        AND (contains(s.text, f.bare) OR contains(s.title, f.bare) OR contains(s.text, '表'))
    WHERE NOT f.is_held
        AND (
            contains(bare_title(s.title), f.bare)
            OR len(list_filter(string_split(s.text, chr(10)), lambda l: ends_with(bare_title(l), f.bare) AND length(l) < 60)) > 0
        )
),
counted AS (SELECT doc_id, count(*) AS tables FROM report_table WHERE statutory_table IS NOT NULL GROUP BY doc_id)
SELECT
    f.doc_id,
    f.bare AS scope,
    CASE
        WHEN f.is_held OR s.doc_id IS NOT NULL THEN 'pass'
        WHEN coalesce(c.tables, 0) < 3 THEN 'not_applicable'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'tables' END AS missing,
    f.page,
    format('目录列有“{}”，正文未见此表', f.line) AS message_zh,
    format('the contents list names "{}", the report does not hold it', f.line) AS message_en
FROM found f
LEFT JOIN sought s USING (doc_id, bare)
LEFT JOIN counted c USING (doc_id)
