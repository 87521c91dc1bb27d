/*
id = "item_lines_sum"
zh = "逐项说明之和＝该段合计"
en = "The item lines sum to the total of their section"
basis = "算术：各项级科目之和＝支出合计"
kind = "text_table"
severity = "error"
needs = "逐项说明的金额（每项一数）和同口径的合计"
pass = ["T05 general_public expenditure final 1,137.63万元", "T05 general_public expenditure#2130101 final 866.06万元", "T05 general_public expenditure#2130108 final 271.57万元", "text general_public expenditure final 1137.63万元", "text general_public expenditure#2130101 final 866.06万元", "text general_public expenditure#2130108 final 271.57万元"]
fail = ["text general_public expenditure initial_budget 1100.00万元", "text general_public expenditure#2130101 initial_budget 866.06万元", "text general_public expenditure#2130108 initial_budget 271.57万元"]
*/
-- For each fund and measure: the lines of all 项 against the total that the text states. Lines that sum to more than the
-- total cannot be right. Lines that sum to less are wrong where no item is left out, where every 项 of a whole table has its
-- line; where nothing shows that, a small gap is told as information: a line may be missing.
WITH line AS (
    SELECT l.*, x.tables_id
    FROM item_line l
    LEFT JOIN tables_of x USING (doc_id)
    WHERE l.measure IN ('final', 'initial_budget', 'adjusted_budget', 'budget')
),
by_code AS (
    SELECT
        doc_id, tables_id, org_id, fiscal_year, part, fund, measure, function_code,
        arg_min(fact_id, char_start) AS fact_id, arg_min(value, char_start) AS value, max(half) AS half, max(step) AS step,
        bool_and(sure) AS sure, min(value) <> max(value) AS doubled, min(page) AS page
    FROM line
    GROUP BY ALL
),
summed AS (
    SELECT
        doc_id, tables_id, org_id, fiscal_year, part, fund, measure,
        sum(value) AS value, sum(half) AS half, max(step) AS step, bool_and(sure AND NOT doubled) AS clear,
        list(fact_id ORDER BY function_code) AS facts, list(value ORDER BY function_code) AS values,
        list(function_code) AS codes, count(*) AS lines, min(page) AS page
    FROM by_code
    GROUP BY ALL
    HAVING count(*) > 1
),
total AS (
    SELECT
        doc_id, org_id, fiscal_year, part, fund, measure,
        arg_min(fact_id, char_start) AS fact_id, arg_min(value, char_start) AS value, max(half) AS half,
        min(value) <> max(value) AS doubled
    FROM figure
    WHERE source = 'text' AND concept = 'expenditure' AND code = '' AND item IS NULL AND unit = 'CNY' AND sure
    GROUP BY ALL
),
bound AS (
    SELECT
        s.*, t.fact_id AS total_id, t.value AS total, t.half AS total_half, s.clear AND NOT t.doubled AS known,
        s.value - t.value AS difference,
        s.half + t.half AS slack,
        EXISTS (
            FROM leaf f
            WHERE f.tables_id = s.tables_id AND f.org_id = s.org_id AND f.fiscal_year = s.fiscal_year AND f.part = s.part
                AND f.measure = s.measure AND s.fund IN (f.fund, 'fiscal')
        ) AND NOT EXISTS (
            FROM leaf f
            WHERE f.tables_id = s.tables_id AND f.org_id = s.org_id AND f.fiscal_year = s.fiscal_year AND f.part = s.part
                AND f.measure = s.measure AND s.fund IN (f.fund, 'fiscal') AND f.value <> 0
                AND NOT list_contains(s.codes, f.code)
        ) AS complete
    FROM summed s
    JOIN total t USING (doc_id, org_id, fiscal_year, part, fund, measure)
)
SELECT
    doc_id,
    concat_ws('/', org_id, part, fund, measure) AS scope,
    CASE
        WHEN NOT known THEN 'not_applicable'
        WHEN abs(difference) <= slack THEN 'pass'
        WHEN abs(difference) <= slack + step THEN 'near'
        WHEN difference < 0 AND NOT complete THEN CASE WHEN lines > 2 AND value >= total * 0.9 THEN 'near' ELSE 'not_applicable' END
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN NOT known THEN 'one figure for each item and for the total'
        WHEN outcome = 'not_applicable' THEN 'the text may leave items out'
    END AS missing,
    value AS actual,
    total AS expected,
    list_append(facts, total_id) AS evidence,
    CASE WHEN outcome IN ('near', 'fail') THEN list_append(
        list_transform(values, lambda v: (v - difference)::DECIMAL(24, 6)), value::DECIMAL(24, 6)
    ) END AS implied,
    NULL::VARCHAR AS suspect,
    page,
    format('文中 {} 个项级科目之和 {}，合计 {}，相差 {}{}', lines, in_yuan(value), in_yuan(total), in_yuan(difference),
        CASE WHEN outcome = 'near' AND abs(difference) > slack + step THEN '（可能漏列科目）' ELSE '' END) AS message_zh,
    format('the {} item lines sum to {}, the total is {}; off by {}{}', lines, in_yuan_en(value), in_yuan_en(total),
        in_yuan_en(difference),
        CASE WHEN outcome = 'near' AND abs(difference) > slack + step THEN ' (a line may be missing)' ELSE '' END) AS message_en
FROM bound
