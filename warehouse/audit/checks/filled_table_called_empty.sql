/*
id = "filled_table_called_empty"
zh = "“本表无数据”的说明与表一致"
en = "A note that a table is empty stands under an empty table"
basis = "表下说明应与表中数据一致"
kind = "completeness"
severity = "warning"
needs = "“故本表无数据”一类的说明"
pass = [
  "section s1 部门决算表 :: 注：本单位没有使用国有资本经营预算安排的支出，故本表为空。",
  "table T09 section=s1 国有资本经营预算财政拨款支出决算表 :: 科目 | 合计",
]
fail = [
  "section s1 部门决算表 :: 注：本单位没有使用国有资本经营预算安排的支出，故本表为空。",
  "table T09 section=s1 国有资本经营预算财政拨款支出决算表", "T09 state_capital expenditure final 12.00万元",
]
*/
-- The note's own words say which table it is about, else the title above it; where neither does, a section may have no more
-- notes than tables without figures.
WITH stated AS (
    SELECT n.*, coalesce(n.about, n.under) AS meant FROM empty_note n
),
bound AS (
    SELECT
        s.doc_id, s.section_id, s.ord, s.page, s.line, s.meant, s.about, s.under,
        sum(t.figures) AS figures,
        count(t.table_id) AS tables,
        arg_max(t.title, t.figures) AS title,
        arg_max(t.page, t.figures) AS table_page
    FROM stated s
    LEFT JOIN table_state t ON t.doc_id = s.doc_id AND t.statutory_table = s.meant AND t.part = 'main'
    WHERE s.meant IS NOT NULL
    GROUP BY ALL
),
general AS (
    SELECT s.doc_id, s.section_id, count(*) AS notes, any_value(s.line) AS line, any_value(s.page) AS page
    FROM stated s
    WHERE s.meant IS NULL
    GROUP BY ALL
),
blank AS (
    SELECT doc_id, section_id, count(*) AS tables, count(*) FILTER (figures = 0) AS blanks FROM table_state GROUP BY ALL
),
told AS (
    SELECT
        doc_id,
        concat_ws('/', section_id, ord) AS scope,
        CASE
            WHEN tables = 0 THEN 'not_applicable'
            WHEN figures > 0 OR (about IS NOT NULL AND under IN ('T07', 'T08', 'T09', 'B06', 'B07', 'B09') AND about <> under)
                THEN 'fail'
            ELSE 'pass'
        END AS outcome,
        coalesce(table_page, page) AS page,
        CASE WHEN figures > 0
            THEN format('“{}”，而 {} {} 有 {} 个数', line, meant, title, figures)
            ELSE format('“{}”印在 {} 之下', line, under)
        END AS message_zh,
        CASE WHEN figures > 0
            THEN format('"{}", but {} {} holds {} figures', line, meant, title, figures)
            ELSE format('"{}" stands under {}', line, under)
        END AS message_en
    FROM bound
    UNION ALL
    SELECT
        g.doc_id,
        g.section_id,
        CASE WHEN b.tables IS NULL THEN 'not_applicable' WHEN g.notes > b.blanks THEN 'fail' ELSE 'pass' END,
        g.page,
        format('“{}”共 {} 处，而本节无数据的表只有 {} 张', g.line, g.notes, b.blanks),
        format('"{}" stands {} times, but only {} tables of the section are empty', g.line, g.notes, b.blanks)
    FROM general g
    LEFT JOIN blank b USING (doc_id, section_id)
)
SELECT *, CASE WHEN outcome = 'not_applicable' THEN 'table' END AS missing FROM told
