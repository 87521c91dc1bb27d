/*
id = "item_lines_listed"
zh = "表中各项级科目在文中都有说明"
en = "The text explains every item of the table"
basis = "一般公共预算支出具体情况按支出决算（预算）表的类、款、项逐项说明"
kind = "text_table"
severity = "warning"
needs = "逐项说明的文字，以及功能分类的支出表（各项之和等于合计）"
pass = ["T05 general_public expenditure final 1,137.63万元", "T05 general_public expenditure#2130101 final 666.06万元", "T05 general_public expenditure#2130104 final 200.00万元", "T05 general_public expenditure#2130108 final 271.57万元", "text general_public expenditure#2130101 final 666.06万元", "text general_public expenditure#2130104 final 200.00万元", "text general_public expenditure#2130108 final 271.57万元"]
fail = ["T05 general_public expenditure final 1,137.63万元", "T05 general_public expenditure#2130101 final 666.06万元", "T05 general_public expenditure#2130104 final 200.00万元", "T05 general_public expenditure#2130108 final 271.57万元", "text general_public expenditure#2130101 final 666.06万元", "text general_public expenditure#2130104 final 200.00万元"]
*/
-- Where the text explains at least half of the table's items, each of them that is not 0 should have its line. What the text
-- sums up in a line of its 类 or 款 is explained, and so is an amount that stands behind names that could not be resolved.
WITH line AS (
    SELECT l.*, x.tables_id
    FROM figure l
    JOIN tables_of x USING (doc_id)
    WHERE l.source = 'text' AND l.concept = 'expenditure' AND l.unit = 'CNY' AND l.item IS NULL
        AND l.function_code IS NOT NULL AND l.measure = CASE WHEN l.is_budget THEN 'initial_budget' ELSE 'final' END
),
explaining AS (
    SELECT DISTINCT doc_id, tables_id, org_id, fiscal_year, measure, part, fund, section_id
    FROM line
    WHERE length(function_code) = 7
),
named AS (
    SELECT DISTINCT e.* EXCLUDE (section_id), l.function_code AS code
    FROM explaining e
    JOIN line l USING (doc_id, org_id, fiscal_year, measure, part, fund, section_id)
),
unresolved AS (
    SELECT DISTINCT m.doc_id, m.value
    FROM quantity_mention m
    SEMI JOIN explaining e USING (doc_id, section_id)
    WHERE m.fact_id IS NULL AND m.reason = 'ambiguous' AND m.unit = 'CNY'
),
demanded AS (
    SELECT DISTINCT
        e.doc_id, e.fund, f.fact_id, f.code, f.value, f.statutory_table, f.org_id, f.part,
        EXISTS (
            FROM named n
            WHERE n.doc_id = e.doc_id AND n.org_id = f.org_id AND n.fiscal_year = f.fiscal_year AND n.measure = f.measure
                AND n.part = f.part AND n.fund = e.fund AND (n.code = f.code OR n.code = f.code[:5] OR n.code = f.code[:3])
        ) OR EXISTS (FROM unresolved u WHERE u.doc_id = e.doc_id AND u.value = f.value) AS explained,
        EXISTS (
            FROM named n WHERE n.doc_id = e.doc_id AND n.org_id = f.org_id AND n.fund = e.fund AND n.code = f.code
        ) AS by_line
    FROM explaining e
    JOIN leaf f USING (tables_id, org_id, fiscal_year, measure, part)
    WHERE e.fund IN (f.fund, 'fiscal') AND f.value <> 0
),
counted AS (
    SELECT
        d.doc_id, d.org_id, d.part, d.fund,
        count(*) AS items,
        count_if(d.by_line) AS lines,
        count_if(NOT d.explained) AS unexplained,
        string_agg(DISTINCT d.statutory_table, '、') AS tables,
        list(d.fact_id ORDER BY d.code) FILTER (NOT d.explained) AS facts,
        string_agg(format('{}{} {}', d.code, coalesce(n.function_name, ''), in_yuan(d.value)), '、' ORDER BY d.code)
            FILTER (NOT d.explained) AS zh,
        string_agg(format('{} {}', d.code, in_yuan_en(d.value)), ', ' ORDER BY d.code) FILTER (NOT d.explained) AS en
    FROM demanded d
    LEFT JOIN figure n ON n.fact_id = d.fact_id AND NOT d.explained
    GROUP BY ALL
)
SELECT
    c.doc_id,
    concat_ws('/', c.org_id, c.part, c.fund) AS scope,
    CASE WHEN c.unexplained = 0 THEN 'pass' WHEN c.lines * 2 >= c.items AND c.lines > 1 THEN 'fail' ELSE 'not_applicable' END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'the text does not go through the items' END AS missing,
    c.lines::DECIMAL(24, 6) AS actual,
    c.items::DECIMAL(24, 6) AS expected,
    coalesce(c.facts, []) AS evidence,
    format('{}有 {} 个项级科目，文中未说明：{}', c.tables, c.items, c.zh) AS message_zh,
    format('{} has {} items, the text does not mention {}', c.tables, c.items, c.en) AS message_en
FROM counted c
