/*
id = "text_amount"
zh = "文字数＝同口径表内数"
en = "A figure of the text = the same figure of the tables"
basis = "文字说明与公开报表同源：同一单位、年度、口径、科目的数字应一致"
kind = "text_table"
severity = "error"
needs = "文字与表中同口径的数"
pass = ["T05 general_public expenditure#2130104 final 1,016.06万元", "T05 general_public expenditure#2130108 final 2,715,731.20元", "text general_public expenditure#2130104 final 1016.06万元", "text general_public expenditure#2130108 final 271.57万元"]
fail = ["T06 general_public public_expenditure final 380.86万元", "text general_public public_expenditure final 380.86元"]
*/
-- Each figure of the text against each table that prints it (audit/40_counterparts.sql), units first: both in the base unit,
-- both as intervals. What states the figure of another scope is no matter of arithmetic: text_scope tells it.
WITH failing AS (
    SELECT c.*, s.page, s.fund, s.code, s.concept, s.value_reported, s.unit_reported
    FROM counterpart c
    JOIN said s USING (fact_id)
    WHERE c.verdict IN ('near', 'fail')
),
-- The row of the same table that prints the text's figure: it may have been copied from there.
copied AS (
    SELECT
        f.fact_id, f.statutory_table,
        min_by(concat_ws('', nullif(o.code, ''), coalesce(o.function_name, o.economic_name, v.concept_name)), o.fact_id) AS zh,
        min_by(concat_ws(' ', nullif(o.code, ''), v.concept_name_en), o.fact_id) AS en
    FROM failing f
    JOIN figure o
        ON o.doc_id = f.tables_id AND o.statutory_table = f.statutory_table AND o.source = 'table' AND o.code <> f.code
        AND abs(o.value - f.stated) <= o.half + f.stated_half
    LEFT JOIN v_concept v ON v.concept = o.concept
    WHERE f.verdict = 'fail' AND length(digits_of(f.stated)) >= 3
    GROUP BY ALL
),
told AS (
    SELECT
        f.fact_id, f.statutory_table,
        coalesce(t.function_name, t.economic_name, v.concept_name, f.concept) AS zh,
        concat_ws(' ', nullif(f.code, ''), coalesce(v.concept_name_en, f.concept)) AS en,
        string_agg(t.statutory_table || '：' || t.value_reported || coalesce(t.unit_reported, ''), '＋') AS table_zh,
        string_agg(t.statutory_table || ' ' || t.value_reported || coalesce(' ' || t.unit_reported, ''), ' + ') AS table_en
    FROM failing f
    JOIN figure t ON list_contains(f.facts, t.fact_id) AND t.doc_id = f.tables_id
    LEFT JOIN v_concept v ON v.concept = f.concept
    GROUP BY ALL
)
SELECT
    c.doc_id,
    c.fact_id || '/' || c.statutory_table AS scope,
    CASE
        WHEN c.verdict IN ('doubled', 'doubtful') OR c.other_scope IS NOT NULL THEN 'not_applicable' ELSE c.verdict
    END AS outcome,
    CASE
        WHEN c.other_scope IS NOT NULL THEN 'the text states another scope'
        WHEN c.verdict = 'doubled' THEN 'the table prints two figures'
        WHEN c.verdict = 'doubtful' THEN 'a figure of the table was read with doubt'
    END AS missing,
    c.stated AS actual,
    c.value AS expected,
    list_prepend(c.fact_id, c.facts) AS evidence,
    -- What the text would have to print: the table's figure at the text's places, or the unit or point that slipped.
    CASE WHEN c.verdict = 'fail' THEN list_prepend(
        CASE
            WHEN length(digits_of(c.stated)) >= 3 AND abs(c.stated * 10000 - c.value) <= c.stated_half * 10000 + c.half
                THEN (c.stated * 10000)::DECIMAL(24, 6)
            ELSE coalesce((round(c.value / nullif(c.stated_step, 0)) * c.stated_step)::DECIMAL(24, 6), c.value)
        END,
        list_transform(c.values, lambda v: (v + c.stated - c.value)::DECIMAL(24, 6))
    ) END AS implied,
    f.page,
    format('文中{}{}{}，{}，相差 {}{}', t.zh, f.value_reported, coalesce(f.unit_reported, ''), t.table_zh,
        CASE WHEN s.unit = 'CNY' THEN in_yuan(c.stated - c.value) ELSE plain(c.stated - c.value) END,
        coalesce('（' || '与该表' || k.zh || '相同，疑抄自该行）', '')) AS message_zh,
    format('the text states {} {}{}, {}; off by {}{}', t.en, f.value_reported, coalesce(' ' || f.unit_reported, ''), t.table_en,
        CASE WHEN s.unit = 'CNY' THEN in_yuan_en(c.stated - c.value) ELSE plain(c.stated - c.value) END,
        coalesce(' (the figure of ' || k.en || ' in that table)', '')) AS message_en
FROM counterpart c
JOIN said s USING (fact_id)
LEFT JOIN failing f ON f.fact_id = c.fact_id AND f.statutory_table = c.statutory_table
LEFT JOIN told t ON t.fact_id = c.fact_id AND t.statutory_table = c.statutory_table
LEFT JOIN copied k ON k.fact_id = c.fact_id AND k.statutory_table = c.statutory_table
