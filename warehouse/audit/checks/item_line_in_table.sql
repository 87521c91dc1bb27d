/*
id = "item_line_in_table"
zh = "文中的项级科目在表中有此行"
en = "An item line of the text has its row in the table"
basis = "一般公共预算支出具体情况按支出决算（预算）表的类、款、项逐项说明"
kind = "text_table"
severity = "warning"
needs = "文中的项级科目，以及功能分类的支出表（各项之和等于合计）"
pass = ["T05 general_public expenditure final 1,137.63万元", "T05 general_public expenditure#2130101 final 866.06万元", "T05 general_public expenditure#2130108 final 271.57万元", "text general_public expenditure#2130101 final 866.06万元", "text general_public expenditure#2130108 final 271.57万元"]
fail = ["T05 general_public expenditure final 1,137.63万元", "T05 general_public expenditure#2130101 final 866.06万元", "T05 general_public expenditure#2130108 final 271.57万元", "text general_public expenditure#2130101 final 866.06万元", "text general_public expenditure#2130108 final 271.57万元", "text general_public expenditure#2130109 final 12.50万元"]
*/
-- Only against a table that is whole: its 项 sum to its total, so that no row of it was missed. A line of 0 needs no row.
WITH line AS (
    SELECT l.*, x.tables_id
    FROM item_line l
    JOIN tables_of x USING (doc_id)
    WHERE l.sure AND l.value <> 0 AND l.measure = CASE WHEN l.is_budget THEN 'initial_budget' ELSE 'final' END
),
within AS (
    SELECT DISTINCT tables_id, org_id, fiscal_year, measure, part, fund, statutory_table FROM leaf
),
met AS (
    SELECT
        l.fact_id,
        string_agg(DISTINCT w.statutory_table, '、') AS tables,
        min(f.fact_id) AS row_id
    FROM line l
    JOIN within w USING (tables_id, org_id, fiscal_year, measure, part)
    LEFT JOIN leaf f
        ON f.tables_id = w.tables_id AND f.statutory_table = w.statutory_table AND f.org_id = l.org_id
        AND f.fiscal_year = l.fiscal_year AND f.measure = l.measure AND f.part = l.part AND f.code = l.function_code
    WHERE l.fund IN (w.fund, 'fiscal')
    GROUP BY l.fact_id
),
-- The row of that amount that no line explains: the line's name may stand for it.
meant AS (
    SELECT l.fact_id, any_value(f.code) AS code, any_value(n.function_name) AS name
    FROM line l
    JOIN met m ON m.fact_id = l.fact_id AND m.row_id IS NULL
    JOIN leaf f
        ON f.tables_id = l.tables_id AND f.org_id = l.org_id AND f.fiscal_year = l.fiscal_year AND f.measure = l.measure
        AND f.part = l.part AND abs(f.value - l.value) <= f.half + l.half
    JOIN figure n ON n.fact_id = f.fact_id
    WHERE NOT EXISTS (FROM line o WHERE o.doc_id = l.doc_id AND o.function_code = f.code)
    GROUP BY l.fact_id
    HAVING count(*) = 1
)
SELECT
    l.doc_id,
    l.fact_id AS scope,
    CASE WHEN m.row_id IS NULL THEN 'fail' ELSE 'pass' END AS outcome,
    l.value AS actual,
    CASE WHEN m.row_id IS NULL THEN [l.fact_id] ELSE [] END AS evidence,
    CASE WHEN m.row_id IS NULL THEN l.fact_id END AS suspect,
    l.page,
    format('文中{}（{}）{}{}，{}中没有此科目{}', coalesce(l.function_name, ''), l.function_code, l.value_reported,
        coalesce(l.unit_reported, ''), m.tables, coalesce('；同数的行是' || w.name || '（' || w.code || '）', '')) AS message_zh,
    format('the text states {} {} for {}, which is no row of {}{}', l.value_reported, coalesce(l.unit_reported, ''),
        l.function_code, m.tables, coalesce('; the row of that amount is ' || w.code, '')) AS message_en
FROM line l
JOIN met m USING (fact_id)
LEFT JOIN meant w USING (fact_id)
