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
        s.*,
        p.part_id, p.value AS part_value, p.half AS part_half, p.doubled,
        w.fact_id AS whole_id, w.value AS whole_value, w.half AS whole_half,
        (w.fund <> s.fund, w.concept <> s.against, w.fund <> 'all', w.fact_id) AS preference
    FROM share s
    JOIN part p USING (fact_id)
    JOIN printed w
        ON w.tables_id = s.tables_id AND w.org_id = s.org_id AND w.fiscal_year = s.fiscal_year AND w.part = s.part
        AND list_contains(s.wholes, w.concept) AND w.code = '' AND w.item IS NULL AND w.measure = s.reading
        AND w.unit = 'CNY' AND w.sure AND NOT w.doubled
    WHERE p.part_id IS NOT NULL
)
SELECT * FROM percent_of_table('tried', '占', 'share', 'total')
