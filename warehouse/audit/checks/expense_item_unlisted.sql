/*
id = "expense_item_unlisted"
zh = "基本支出表中有数的经济科目在文中列出"
en = "The text lists every expense item that the table of basic expenditure prints"
basis = "基本支出说明列举的科目应与一般公共预算基本支出表中有数的科目一致（不涉及的不列）"
kind = "text_table"
severity = "info"
needs = "基本支出的科目列举（不以“等”结尾），以及按经济科目列示的基本支出表"
pass = ["section s1 二、一般公共预算基本支出情况说明 :: 人员经费主要包括：基本工资、津贴补贴、奖金。", "T06 general_public expenditure_basic final 15.00万元", "T06 general_public expenditure_basic#30101 final 6.00万元 name=基本工资", "T06 general_public expenditure_basic#30102 final 5.00万元 name=津贴补贴", "T06 general_public expenditure_basic#30103 final 4.00万元 name=奖金"]
fail = ["section s1 二、一般公共预算基本支出情况说明 :: 人员经费主要包括：基本工资、津贴补贴、奖金。", "T06 general_public expenditure_basic final 16.00万元", "T06 general_public expenditure_basic#30101 final 6.00万元 name=基本工资", "T06 general_public expenditure_basic#30102 final 5.00万元 name=津贴补贴", "T06 general_public expenditure_basic#30103 final 4.00万元 name=奖金", "T06 general_public expenditure_basic#30113 final 1.00万元 name=住房公积金"]
*/
-- One evaluation for a list that is closed and that names the table's rows at all.
WITH list AS (
    SELECT doc_id, section_id, kind, tables_id, bool_or(open) AS open, min(page) AS page, count(row_id) AS met
    FROM listed_item
    GROUP BY ALL
),
unlisted AS (
    SELECT
        l.doc_id, l.section_id, l.kind,
        count(*) AS rows,
        list(r.fact_id ORDER BY r.code) AS facts,
        string_agg(format('{}{} {}', r.code, r.name, in_yuan(r.value)), '、' ORDER BY r.code) AS zh,
        string_agg(format('{} {}', r.code, in_yuan_en(r.value)), ', ' ORDER BY r.code) AS en,
        min(r.statutory_table) AS tables
    FROM list l
    JOIN expense_row r ON r.tables_id = l.tables_id AND r.kind = l.kind
    WHERE NOT EXISTS (
        FROM listed_item i
        LEFT JOIN expense_name e ON e.stem = i.stem
        WHERE i.doc_id = l.doc_id AND i.section_id = l.section_id AND (i.stem = r.stem OR e.code = r.code)
    )
    GROUP BY ALL
)
SELECT
    l.doc_id,
    l.section_id || '/' || l.kind AS scope,
    CASE WHEN l.open OR l.met = 0 THEN 'not_applicable' WHEN u.rows IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
    CASE WHEN l.open THEN 'the list is open (…等)' WHEN l.met = 0 THEN 'the list names no row of the table' END AS missing,
    coalesce(u.rows, 0)::DECIMAL(24, 6) AS actual,
    0::DECIMAL(24, 6) AS expected,
    coalesce(u.facts, []) AS evidence,
    l.page,
    format('{}有数的 {} 个科目文中未列出：{}', u.tables, u.rows, u.zh) AS message_zh,
    format('{} rows of {} are not listed in the text: {}', u.rows, u.tables, u.en) AS message_en
FROM list l
LEFT JOIN unlisted u ON u.doc_id = l.doc_id AND u.section_id = l.section_id AND u.kind = l.kind
