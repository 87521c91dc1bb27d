/*
id = "expense_item_empty"
zh = "文中所列经济科目在基本支出表中有数"
en = "An expense item that the text lists has an amount in the table of basic expenditure"
basis = "基本支出说明列举的科目应与一般公共预算基本支出表中有数的科目一致（不涉及的不列）"
kind = "text_table"
severity = "warning"
needs = "基本支出的科目列举（不以“等”结尾），以及按经济科目列示的基本支出表"
pass = ["section s1 二、一般公共预算基本支出情况说明 :: 人员经费主要包括：基本工资、津贴补贴、奖金；公用经费主要包括：办公费、水费、电费。", "T06 general_public expenditure_basic final 21.00万元", "T06 general_public expenditure_basic#30101 final 6.00万元 name=基本工资", "T06 general_public expenditure_basic#30102 final 5.00万元 name=津贴补贴", "T06 general_public expenditure_basic#30103 final 4.00万元 name=奖金", "T06 general_public expenditure_basic#30201 final 3.00万元 name=办公费", "T06 general_public expenditure_basic#30205 final 2.00万元 name=水费", "T06 general_public expenditure_basic#30206 final 1.00万元 name=电费"]
fail = ["section s1 二、一般公共预算基本支出情况说明 :: 人员经费主要包括：基本工资、津贴补贴、奖金；公用经费主要包括：办公费、水费、电费、租赁费。", "T06 general_public expenditure_basic final 21.00万元", "T06 general_public expenditure_basic#30101 final 6.00万元 name=基本工资", "T06 general_public expenditure_basic#30102 final 5.00万元 name=津贴补贴", "T06 general_public expenditure_basic#30103 final 4.00万元 name=奖金", "T06 general_public expenditure_basic#30201 final 3.00万元 name=办公费", "T06 general_public expenditure_basic#30205 final 2.00万元 name=水费", "T06 general_public expenditure_basic#30206 final 1.00万元 name=电费"]
*/
-- One evaluation for a list. A name that is no 款 is left aside; an open list (…等) names examples and is not judged.
-- Where all are rows that print 0, it is information: less than half a unit of the last place prints so, too.
WITH counted AS (
    SELECT
        doc_id, section_id, kind, open,
        min(page) AS page,
        count_if(known) AS items,
        count_if(known AND row_id IS NULL) AS empty,
        count_if(known AND row_id IS NULL AND zero_id IS NULL) AS absent,
        list(zero_id ORDER BY zero_id) FILTER (known AND row_id IS NULL AND zero_id IS NOT NULL) AS zeros,
        string_agg(printed_name, '、' ORDER BY printed_name) FILTER (known AND row_id IS NULL) AS names,
        min(t.statutory_table) AS tables
    FROM listed_item
    LEFT JOIN (SELECT tables_id, min(statutory_table) AS statutory_table FROM expense_row GROUP BY ALL) t USING (tables_id)
    GROUP BY ALL
)
SELECT
    doc_id,
    section_id || '/' || kind AS scope,
    CASE WHEN open OR items = 0 THEN 'not_applicable' WHEN empty = 0 THEN 'pass' WHEN absent = 0 THEN 'near' ELSE 'fail' END AS outcome,
    CASE WHEN open THEN 'the list is open (…等)' WHEN items = 0 THEN 'no listed item is a classification' END AS missing,
    empty::DECIMAL(24, 6) AS actual,
    0::DECIMAL(24, 6) AS expected,
    coalesce(zeros, []) AS evidence,
    page,
    format('{}所列 {} 项中，{} 项在{}中无数或为 0：{}', kind, items, empty, tables, names) AS message_zh,
    format('of the {} items listed for {}, {} have no amount in {}: {}', items, kind, empty, tables, names) AS message_en
FROM counted
