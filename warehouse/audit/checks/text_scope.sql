/*
id = "text_scope"
zh = "文字所称口径与所列数字一致"
en = "A figure of the text is of the scope that its words name"
basis = "收入总计与本年收入合计、支出总计与本年支出合计、全部资金与财政拨款、一般公共预算各为一数"
kind = "text_table"
severity = "warning"
needs = "文字与表中同口径的数"
pass = ["T03 all expenditure#2130108 final 300.15万元", "T05 general_public expenditure#2130108 final 271.57万元", "text general_public expenditure#2130108 final 271.57万元"]
fail = ["T03 all expenditure#2130108 final 300.15万元", "T05 general_public expenditure#2130108 final 271.57万元", "text general_public expenditure#2130108 final 300.15万元"]
*/
-- What differs from the table of its scope but is the figure of a neighbouring scope: the words are wrong, not the sum.
-- 总计 for 合计 of the same money is loose wording, told as information. One evaluation for a figure of the text.
WITH judged AS (
    SELECT
        fact_id, doc_id, any_value(stated) AS stated, any_value(other_scope) AS other_scope,
        arg_min(facts[1], statutory_table) AS own
    FROM counterpart
    WHERE other_scope IS NOT NULL OR verdict = 'pass'
    GROUP BY ALL
)
SELECT
    j.doc_id,
    j.fact_id AS scope,
    CASE WHEN j.other_scope IS NULL THEN 'pass' WHEN o.fund = s.fund THEN 'near' ELSE 'fail' END AS outcome,
    j.stated AS actual,
    t.value AS expected,
    CASE WHEN j.other_scope IS NULL THEN [] ELSE [j.fact_id, j.own, j.other_scope] END AS evidence,
    CASE WHEN j.other_scope IS NOT NULL THEN j.fact_id END AS suspect,
    s.page,
    CASE WHEN j.other_scope IS NOT NULL THEN format(
        '文中{}（{}）{}{}，实为{}{}（{}）的数；{}{}（{}）为 {}{}', coalesce(s.function_name, v.concept_name, s.concept), sz.zh, s.value_reported,
        coalesce(s.unit_reported, ''), o.statutory_table, coalesce(o.function_name, w.concept_name, o.concept), oz.zh, t.statutory_table,
        coalesce(s.function_name, v.concept_name, s.concept), tz.zh, t.value_reported, coalesce(t.unit_reported, '')
    ) END AS message_zh,
    CASE WHEN j.other_scope IS NOT NULL THEN format(
        'the text states {} ({}) {} {}, which is {} {} ({}); {} prints {} {}', CASE WHEN s.code = '' THEN '' ELSE s.code || ' ' END || coalesce(v.concept_name_en, s.concept), sz.en,
        s.value_reported, coalesce(s.unit_reported, ''), o.statutory_table, coalesce(w.concept_name_en, o.concept), oz.en,
        t.statutory_table, t.value_reported, coalesce(t.unit_reported, '')
    ) END AS message_en
FROM judged j
JOIN said s USING (fact_id)
LEFT JOIN figure t ON t.fact_id = j.own AND j.other_scope IS NOT NULL
LEFT JOIN figure o ON o.fact_id = j.other_scope
LEFT JOIN v_concept v ON v.concept = s.concept
LEFT JOIN v_concept w ON w.concept = o.concept
LEFT JOIN fund_name sz ON sz.fund = s.fund
LEFT JOIN fund_name tz ON tz.fund = t.fund
LEFT JOIN fund_name oz ON oz.fund = o.fund
