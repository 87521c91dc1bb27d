/*
id = "agency_within_public"
zh = "文中机关运行经费≤基本支出表的公用经费"
en = "Agency operating expenditure of the text <= public expenditure of the table of basic expenditure"
basis = "机关运行经费是行政单位和参公事业单位的公用经费，为部门公用经费的全部或一部分"
kind = "text_table"
severity = "warning"
needs = "文中的机关运行经费，以及基本支出表的公用经费合计"
pass = ["T06 general_public public_expenditure final 2,093.08万元", "text general_public agency_operating_expenditure final 627.62万元"]
fail = ["T06 general_public public_expenditure final 627.62万元", "text general_public agency_operating_expenditure final 2,093.08万元"]
*/
-- An inequality: where units that are no 机关 are counted, the department's 公用经费 is more.
SELECT
    s.doc_id,
    s.fact_id || '/' || p.statutory_table AS scope,
    CASE
        WHEN p.doubled OR NOT p.sure THEN 'not_applicable'
        WHEN s.value - p.value <= s.half + p.half THEN 'pass'
        WHEN s.value - p.value <= s.half + p.half + greatest(s.step, p.step) THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN p.doubled OR NOT p.sure THEN 'one clear figure of the table' END AS missing,
    s.value AS actual,
    p.value AS expected,
    -- An inequality that holds says little of either figure.
    CASE WHEN outcome IN ('near', 'fail') THEN [s.fact_id, p.fact_id] ELSE [] END AS evidence,
    NULL::VARCHAR AS suspect,
    s.page,
    format('文中机关运行经费 {}，大于{}公用经费 {}，多 {}', in_yuan(s.value), p.statutory_table, in_yuan(p.value),
        in_yuan(s.value - p.value)) AS message_zh,
    format('agency operating expenditure {} in the text is more than public expenditure {} of {}, by {}', in_yuan_en(s.value),
        in_yuan_en(p.value), p.statutory_table, in_yuan_en(s.value - p.value)) AS message_en
FROM said s
JOIN printed p
    ON p.tables_id = s.tables_id AND p.org_id = s.org_id AND p.fiscal_year = s.fiscal_year AND p.measure = s.measure
    AND p.part = s.part AND p.fund = s.fund AND p.statutory_table IN ('T06', 'B08') AND p.concept = 'public_expenditure'
    AND p.code = '' AND p.item IS NULL AND p.unit = 'CNY'
WHERE s.concept = 'agency_operating_expenditure' AND s.measure IN ('final', 'initial_budget') AND s.code = '' AND s.item IS NULL
    AND s.unit = 'CNY'
