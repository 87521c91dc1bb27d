/*
id = "share_of_table"
zh = "文中占比＝部分÷合计（取自表）"
en = "A share of the text = its part / the total that a table prints"
basis = "算术：占比＝部分÷合计，合计取自公开报表"
kind = "text_table"
severity = "error"
needs = "文中未写出部分或合计的占比，以及表中的部分和合计"
pass = ["T03 all expenditure final 524.10万元", "T03 all expenditure_basic final 261.00万元", "T03 all expenditure_project final 263.10万元", "text all expenditure_basic share 49.80% base=expenditure"]
fail = ["T03 all expenditure final 524.10万元", "T03 all expenditure_basic final 261.00万元", "T03 all expenditure_project final 263.10万元", "text all expenditure_basic share 48.90% base=expenditure"]
*/
-- Only shares of which the section itself does not print both operands; those are judged within the text. The words (总收入,
-- 总支出) leave open which of the totals is meant: a share that fits one of them passes.
WITH share AS (
    SELECT
        s.*,
        CASE WHEN s.is_budget THEN 'initial_budget' ELSE 'final' END AS reading,
        CASE
            WHEN s.against = 'expenditure_basic' THEN ['expenditure_basic']
            WHEN s.against IN ('expenditure', 'expenditure_total', 'general_public') OR s.against = '' AND length(s.code) = 3
                THEN ['expenditure', 'expenditure_total']
            WHEN s.against IN ('income_current_year', 'income_total') THEN ['income_current_year', 'income_total']
            WHEN s.against IN ('', 'three_public_total') AND s.concept LIKE 'three_public%' THEN ['three_public_total']
        END AS wholes
    FROM said s
    WHERE s.measure = 'share' AND s.unit = 'percent' AND s.item IS NULL AND wholes IS NOT NULL
),
in_text AS (
    SELECT s.fact_id, arg_max(a, a.char_start) AS part_of_text
    FROM share s
    JOIN figure a
        ON a.doc_id = s.doc_id AND a.section_id = s.section_id AND a.source = 'text' AND a.sure AND a.concept = s.concept
        AND a.fund = s.fund AND a.code = s.code AND a.item IS NULL AND a.measure = s.reading AND a.unit = 'CNY'
        AND a.char_start < s.char_start
    GROUP BY s.fact_id
),
whole_in_text AS (
    SELECT DISTINCT s.fact_id
    FROM share s
    JOIN figure a
        ON a.doc_id = s.doc_id AND a.section_id = s.section_id AND a.source = 'text' AND list_contains(s.wholes, a.concept)
        AND a.measure = s.reading AND a.code = '' AND a.unit = 'CNY'
),
part AS (
    SELECT
        s.fact_id,
        coalesce(any_value(t.part_of_text.fact_id), min(p.fact_id)) AS part_id,
        coalesce(any_value(t.part_of_text.value), arg_min(p.value, p.fact_id)) AS value,
        coalesce(any_value(t.part_of_text.half), arg_min(p.half, p.fact_id)) AS half,
        any_value(t.part_of_text.value) IS NULL AND count(DISTINCT p.value) > 1 AS doubled
    FROM share s
    LEFT JOIN in_text t USING (fact_id)
    LEFT JOIN printed p
        ON p.tables_id = s.tables_id AND p.org_id = s.org_id AND p.fiscal_year = s.fiscal_year AND p.concept = s.concept
        AND p.fund = s.fund AND p.code = s.code AND p.item IS NULL AND p.measure = s.reading AND p.part = s.part
        AND p.unit = 'CNY' AND p.sure AND NOT p.doubled
    WHERE t.fact_id IS NULL OR s.fact_id NOT IN (SELECT fact_id FROM whole_in_text)
    GROUP BY s.fact_id
),
tried AS (
    SELECT
        s.fact_id,
        p.part_id, p.value AS part_value, p.doubled,
        w.fact_id AS whole_id, w.value AS whole_value,
        100 * p.value / nullif(w.value, 0) AS exact,
        100 * p.half / nullif(abs(w.value), 0) + abs(exact) * w.half / nullif(abs(w.value), 0) AS blur,
        row_number() OVER (
            PARTITION BY s.fact_id
            ORDER BY
                exact IS NULL,
                abs(s.value - exact) > s.half + blur,
                abs(s.value - exact) > s.half + blur + s.step,
                w.fund <> s.fund,
                w.concept <> s.against,
                w.fund <> 'all',
                w.fact_id
        ) AS place
    FROM share s
    JOIN part p USING (fact_id)
    JOIN printed w
        ON w.tables_id = s.tables_id AND w.org_id = s.org_id AND w.fiscal_year = s.fiscal_year AND w.part = s.part
        AND list_contains(s.wholes, w.concept) AND w.code = '' AND w.item IS NULL AND w.measure = s.reading
        AND w.unit = 'CNY' AND w.sure AND NOT w.doubled
    WHERE p.part_id IS NOT NULL
)
SELECT
    s.doc_id,
    s.fact_id AS scope,
    CASE
        WHEN t.exact IS NULL OR t.doubled THEN 'not_applicable'
        WHEN abs(s.value - t.exact) <= s.half + t.blur THEN 'pass'
        WHEN abs(s.value - t.exact) <= s.half + t.blur + s.step THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN t.exact IS NULL THEN 'total of 0' WHEN t.doubled THEN 'the tables print two figures' END AS missing,
    s.value AS actual,
    t.exact::DECIMAL(24, 6) AS expected,
    [s.fact_id, t.part_id, t.whole_id] AS evidence,
    CASE WHEN outcome IN ('near', 'fail') THEN [
        (round(t.exact / s.step) * s.step)::DECIMAL(24, 6),
        (t.whole_value * s.value / 100)::DECIMAL(24, 6),
        coalesce(100 * t.part_value / nullif(s.value, 0), 0)::DECIMAL(24, 6)
    ] END AS implied,
    NULL::VARCHAR AS suspect,
    s.page,
    format('文中{}占{}%：{}÷{}＝{}%', coalesce(s.function_name, v.concept_name, s.concept), plain(s.value),
        in_yuan(t.part_value), in_yuan(t.whole_value), plain(t.exact)) AS message_zh,
    format('the text gives {} a share of {}%: {} / {} = {}%',
        CASE WHEN s.code = '' THEN coalesce(v.concept_name_en, s.concept) ELSE s.code END, plain(s.value),
        in_yuan_en(t.part_value), in_yuan_en(t.whole_value), plain(t.exact)) AS message_en
FROM share s
JOIN tried t ON t.fact_id = s.fact_id AND t.place = 1
LEFT JOIN v_concept v ON v.concept = s.concept
