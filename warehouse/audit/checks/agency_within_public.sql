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
WITH pairs AS (
    SELECT
        s.*,
        p.statutory_table AS bounding, p.fact_id AS bound_id, p.value AS bound, p.half AS bound_half, p.step AS bound_step,
        p.sure AND NOT p.doubled AS clear,
        s.value - p.value AS over,
        format('文中机关运行经费 {}，大于{}公用经费 {}，多 {}', in_yuan(s.value), bounding, in_yuan(bound), in_yuan(over)) AS message_zh,
        format('agency operating expenditure {} in the text is more than public expenditure {} of {}, by {}',
            in_yuan_en(s.value), in_yuan_en(bound), bounding, in_yuan_en(over)) AS message_en
    FROM said s
    JOIN printed p USING (tables_id, org_id, fiscal_year, measure, part, fund, code, unit)
    WHERE s.concept = 'agency_operating_expenditure' AND measure IN ('final', 'initial_budget') AND code = '' AND s.item IS NULL
        AND unit = 'CNY' AND p.statutory_table IN ('T06', 'B08') AND p.concept = 'public_expenditure' AND p.item IS NULL
)
SELECT * FROM bound_by_table('pairs')
