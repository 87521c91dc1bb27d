-- What a report announces and what it holds, for the checks of completeness: the lines of its contents list, its tables by
-- statutory table and title. A report may be published in two files, tables in one and text in the other: what one of them
-- holds the other has, too (`companion`); a file with the same tables is a copy and proves nothing. Temporary, for one audit.
CREATE OR REPLACE TEMP MACRO bare_title(x) AS
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(x, '[\s　]', '', 'g'),
                    '^(?:第[一二三四五六七八九十\d]+部分[:：]?|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．]'
                        || '|(?:财决公开|公开|预算)\d+表|表[一二三四五六七八九十\d]+[、.:：]?|附[件表]\d*[:：]?)+', ''),
                '(?:[.…·]*\d+|[.…·]+)$', ''),
            '[（(][^（）()]*[）)]|[“”"‘’《》〈〉，：:]', '', 'g'),
        '^\d{4}年度?', '');

CREATE OR REPLACE TEMP TABLE statement_named AS
SELECT DISTINCT statutory_table, left(statutory_table, 1) = 'B' AS is_budget, bare_title(title) AS bare FROM statement_title;

CREATE OR REPLACE TEMP TABLE companion AS
WITH held AS (
    SELECT DISTINCT d.report_id, d.doc_id, t.statutory_table
    FROM document d
    LEFT JOIN source_table t ON t.doc_id = d.doc_id AND t.statutory_table SIMILAR TO '[TB]0\d'
    SEMI JOIN (SELECT report_id FROM document SEMI JOIN audited USING (doc_id)) r ON r.report_id = d.report_id
)
SELECT a.doc_id, b.doc_id AS file_id
FROM held a
SEMI JOIN audited USING (doc_id)
JOIN held b USING (report_id)
GROUP BY ALL
HAVING a.doc_id = b.doc_id OR NOT coalesce(bool_or(a.statutory_table = b.statutory_table), FALSE);

CREATE OR REPLACE TEMP TABLE report_table AS
SELECT DISTINCT c.doc_id, t.statutory_table, bare_title(t.title) AS bare
FROM companion c
JOIN source_table t ON t.doc_id = c.file_id;

CREATE OR REPLACE TEMP TABLE report_heading AS
SELECT c.doc_id, s.doc_id AS file_id, s.section_id, bare_title(s.title) AS bare
FROM companion c
JOIN section s ON s.doc_id = c.file_id
WHERE s.title <> '';

CREATE OR REPLACE TEMP TABLE contents_line AS
WITH list AS (
    SELECT doc_id, section_id, page, text
    FROM section
    SEMI JOIN audited USING (doc_id)
    WHERE regexp_matches(title, '^目[\s　]*录$')
        OR (title = '' AND ord <= 3 AND len(regexp_extract_all(text, '第[一二三四五六七八九十]部分')) > 1)
),
split AS (
    SELECT doc_id, section_id, page, string_split(
        regexp_replace(text, '([^\n一二三四五六七八九十])([一二三四五六七八九十]+、)', '\1' || chr(10) || '\2', 'g'), chr(10)
    ) AS lines
    FROM list
),
line AS (SELECT doc_id, section_id, page, generate_subscripts(lines, 1) AS ord, trim(unnest(lines)) AS line FROM split)
SELECT
    l.doc_id, l.section_id, l.page, l.ord, l.line, bare_title(l.line) AS bare,
    CASE
        WHEN l.line SIMILAR TO '第[一二三四五六七八九十\d]+部分.*' OR bare SIMILAR TO '(部门|单位)?(预算|决算)(公开)?(表|报表|表格)' THEN 'chapter'
        WHEN bare LIKE '%表' THEN 'table'
        WHEN l.line SIMILAR TO '[一二三四五六七八九十]+、.*' THEN 'section'
        ELSE 'other'
    END AS kind,
    count(*) FILTER (kind = 'chapter') OVER (PARTITION BY l.doc_id, l.section_id ORDER BY l.ord) AS chapter
FROM line l
WHERE length(bare) > 1;

-- The tables of each report with what is in them: `figures` that are not 0, `is_blank` where not even a 0 is printed.
CREATE OR REPLACE TEMP TABLE table_state AS
WITH counted AS (
    SELECT doc_id, table_id, count(*) AS facts, count(*) FILTER (value <> 0) AS figures
    FROM figure
    WHERE table_id IS NOT NULL
    GROUP BY ALL
),
bare_table AS (
    SELECT t.doc_id, t.table_id
    FROM source_table t
    SEMI JOIN audited USING (doc_id)
    ANTI JOIN counted c ON c.doc_id = t.doc_id AND c.table_id = t.table_id
),
printed AS (
    SELECT
        doc_id, table_id,
        bool_or(regexp_matches(text, '^-?[\d,]+\.\d+$')) AS has_number,
        bool_or(regexp_matches(text, '空表|为空|无数据|无此|没有|不涉及|未发生|无.{0,20}(收|支|预算)')) AS has_note
    FROM table_cell
    SEMI JOIN bare_table USING (doc_id, table_id)
    GROUP BY ALL
)
SELECT
    t.doc_id, t.table_id, t.statutory_table, t.section_id, t.part, t.page, t.title, t.status,
    coalesce(c.figures, 0) AS figures,
    coalesce(c.facts, 0) = 0 AND NOT coalesce(p.has_number, FALSE) AS is_blank,
    coalesce(p.has_note, FALSE) AS has_note
FROM source_table t
SEMI JOIN audited a USING (doc_id)
LEFT JOIN counted c USING (doc_id, table_id)
LEFT JOIN printed p USING (doc_id, table_id);

-- Notes of the text that a table is empty (故本表无数据): which statutory table their words name, and which title stands last
-- before them.
CREATE OR REPLACE TEMP TABLE empty_note AS
WITH noted AS (
    SELECT doc_id, section_id, page, string_split(text, chr(10)) AS lines
    FROM section
    SEMI JOIN audited USING (doc_id)
    WHERE contains(text, '本表')
),
line AS (
    SELECT doc_id, section_id, page, generate_subscripts(lines, 1) AS ord, trim(unnest(lines)) AS line FROM noted
),
told AS (
    SELECT
        l.*, d.doc_kind IN ('budget', 'unit_budget') AS is_budget,
        regexp_matches(l.line, '(无|没有|未).*本表.{0,6}(无数据|没有数据|为空|空表)|本表.{0,4}(无数据|没有数据|为空|空表).*(无|没有|未)') AS is_note,
        CASE WHEN n.statutory_table IS NOT NULL OR (length(l.line) < 60 AND bare_title(l.line) LIKE '_%表')
            THEN coalesce(n.statutory_table, 'other') END AS heading
    FROM line l
    JOIN document d USING (doc_id)
    LEFT JOIN (SELECT bare, is_budget, min(statutory_table) AS statutory_table FROM statement_named GROUP BY ALL) n
        ON n.bare = bare_title(l.line) AND n.is_budget = (d.doc_kind IN ('budget', 'unit_budget'))
),
placed AS (
    SELECT
        *,
        nullif(last_value(heading IGNORE NULLS) OVER (PARTITION BY doc_id, section_id ORDER BY ord), 'other') AS under
    FROM told
)
SELECT
    doc_id, section_id, page, ord, line, under,
    CASE
        WHEN contains(line, '政府性基金') AND contains(line, '国有资本') THEN NULL
        WHEN contains(line, '政府性基金') THEN CASE WHEN is_budget THEN 'B06' ELSE 'T08' END
        WHEN contains(line, '国有资本') THEN CASE WHEN is_budget THEN 'B07' ELSE 'T09' END
        WHEN contains(line, '三公') THEN CASE WHEN is_budget THEN 'B09' ELSE 'T07' END
    END AS about
FROM placed
WHERE is_note;
