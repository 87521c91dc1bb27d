/*
id = "one_item_nearly_all"
zh = "一个项级科目几乎占全部支出"
en = "One item takes nearly all of the expenditure"
basis = "合理性：支出科目列支是否准确"
kind = "plausibility"
severity = "info"
needs = "一般公共预算支出表的项级科目（四个以上）"
pass = [
    "T05 general_public expenditure final 100万元",
    "T05 general_public expenditure#2010401 final 70万元",
    "T05 general_public expenditure#2080505 final 10万元",
    "T05 general_public expenditure#2101101 final 10万元",
    "T05 general_public expenditure#2210201 final 10万元",
]
fail = [
    "T05 general_public expenditure final 100万元",
    "T05 general_public expenditure#2010401 final 98.5万元",
    "T05 general_public expenditure#2080505 final 0.5万元",
    "T05 general_public expenditure#2101101 final 0.5万元",
    "T05 general_public expenditure#2210201 final 0.5万元",
]
*/
WITH amount AS (
    FROM own_figure
    WHERE statutory_table IN ('T05', 'B05') AND concept = 'expenditure' AND measure IN ('final', 'initial_budget')
),
item AS (
    SELECT doc_id, statutory_table, arg_max(f, value) AS largest, count(*) AS items
    FROM amount f
    WHERE length(function_code) = 7 AND economic_code IS NULL AND value > 0
    GROUP BY ALL
    HAVING count(*) >= 4
),
total AS (
    SELECT doc_id, statutory_table, any_value(fact_id) AS fact_id, min(value) AS value
    FROM amount
    WHERE code = ''
    GROUP BY ALL
    HAVING min(value) = max(value)
)
SELECT
    i.doc_id,
    i.statutory_table AS scope,
    CASE WHEN i.largest.value > 0.98 * t.value AND i.largest.value <= t.value THEN 'fail' ELSE 'pass' END AS outcome,
    (100 * i.largest.value / nullif(t.value, 0))::DECIMAL(24, 6) AS actual,
    CASE WHEN outcome = 'fail' THEN [i.largest.fact_id, t.fact_id] ELSE [] END AS evidence,
    i.largest.page AS page,
    format('{}个项级科目中，{}{} {}占{}的{}%', i.items, i.largest.code, coalesce(i.largest.function_name, ''), in_yuan(i.largest.value),
        in_yuan(t.value), plain(100 * i.largest.value / nullif(t.value, 0))) AS message_zh,
    format('of {} items {} alone takes {}% ({} of {})', i.items, i.largest.code, plain(100 * i.largest.value / nullif(t.value, 0)),
        in_yuan_en(i.largest.value), in_yuan_en(t.value)) AS message_en
FROM item i
JOIN total t USING (doc_id, statutory_table)
