/*
id = "announced_part_absent"
zh = "目录所列的部分和章节正文均有"
en = "Every part and section that the contents list names is in the report"
basis = "目录与正文应一致"
kind = "completeness"
severity = "warning"
needs = "列有各部分的目录"
pass = [
  "section s1 目录 :: 第一部分 部门概况\t3\n一、机构设置情况\t3\n第二部分 名词解释\t7",
  "section s2 number=第一部分 部门概况", "section s3 部门机构设置", "section s4 名词解释",
]
fail = [
  "section s1 目录 :: 第一部分 部门概况\t3\n一、机构设置情况\t3\n第二部分 名词解释\t7",
  "section s2 number=第一部分 部门概况", "section s3 部门机构设置", "section s4 其他说明",
]
*/
-- Held: a heading of the body says the same, in any file of the report, or a line of the text does. Headings are worded freely
-- (单位构成, 编报范围的单位): most characters of what sets a heading apart are enough, and one that nothing sets apart is not
-- judged. A part whose heading is a picture is there where a section of it is.
WITH named AS (
    SELECT DISTINCT ON (doc_id, bare)
        *,
        regexp_extract_all(
            regexp_replace(bare, '部门|单位|情况|说明|预算|决算|支出|安排|主要|具体|总体|[的等本]', '', 'g'), '.'
        ) AS core
    FROM contents_line
    WHERE kind = 'chapter' OR (kind = 'section' AND len(core) > 2)
),
headed AS (
    SELECT DISTINCT n.doc_id, n.bare
    FROM named n
    JOIN report_heading h ON h.doc_id = n.doc_id AND NOT (h.file_id = n.doc_id AND h.section_id = n.section_id)
    WHERE contains(h.bare, n.bare)
        OR (length(h.bare) > 3 AND contains(n.bare, h.bare))
        OR (n.kind = 'section' AND len(list_filter(n.core, lambda x: contains(h.bare, x))) >= 0.7 * len(n.core))
),
found AS (
    SELECT n.doc_id, n.section_id, n.chapter, n.kind, n.bare FROM named n SEMI JOIN headed USING (doc_id, bare)
    UNION ALL
    SELECT DISTINCT n.doc_id, n.section_id, n.chapter, n.kind, n.bare
    FROM (FROM named ANTI JOIN headed USING (doc_id, bare)) n
    JOIN companion c ON c.doc_id = n.doc_id
    JOIN section s ON s.doc_id = c.file_id AND NOT (s.doc_id = n.doc_id AND s.section_id = n.section_id)
    WHERE contains(s.text, right(n.bare, 2))
        AND len(list_filter(string_split(s.text, chr(10)), lambda l: ends_with(bare_title(l), n.bare))) > 0
),
held AS (
    SELECT doc_id, bare FROM found
    UNION
    SELECT n.doc_id, n.bare
    FROM named n
    SEMI JOIN found f ON f.doc_id = n.doc_id AND f.section_id = n.section_id AND f.chapter = n.chapter AND f.kind = 'section'
    WHERE n.kind = 'chapter'
),
bodies AS (
    SELECT c.doc_id, count(*) AS sections FROM companion c JOIN section s ON s.doc_id = c.file_id GROUP BY c.doc_id
)
SELECT
    n.doc_id,
    n.bare AS scope,
    CASE WHEN h.doc_id IS NOT NULL THEN 'pass' WHEN b.sections < 3 THEN 'not_applicable' ELSE 'fail' END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'sections' END AS missing,
    n.page,
    format('目录列有“{}”，正文未见', n.line) AS message_zh,
    format('the contents list names "{}", which the report does not hold', n.line) AS message_en
FROM named n
LEFT JOIN held h USING (doc_id, bare)
LEFT JOIN bodies b USING (doc_id)
