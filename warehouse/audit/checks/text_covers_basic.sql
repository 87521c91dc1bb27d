/*
id = "text_covers_basic"
zh = "文中会议费、培训费、三公经费各项≥基本支出表的相应科目"
en = "Meetings, training and the three public expenses of the text >= their rows in the table of basic expenditure"
basis = "文中为基本支出和项目支出之和，基本支出表只列基本支出"
kind = "text_table"
severity = "warning"
needs = "文中的会议费、培训费、三公经费各项，以及基本支出表的 30215、30216、30212、30217、30231、31013"
pass = ["T06 general_public expenditure_basic#30215 final 8.17万元", "text general_public meeting_expenditure final 9.00万元"]
fail = ["T06 general_public expenditure_basic#30215 final 8.17万元", "text general_public meeting_expenditure final 7.18万元"]
*/
-- An inequality, and only where no table prints the figure itself (text_amount judges that).
WITH row_of AS (
    FROM (VALUES
        ('meeting_expenditure', '30215'), ('training_expenditure', '30216'), ('three_public_abroad', '30212'),
        ('three_public_reception', '30217'), ('three_public_vehicle_operation', '30231'),
        ('three_public_vehicle_purchase', '31013')
    ) rows (concept, row_code)
),
pairs AS (
    SELECT
        s.*,
        p.statutory_table AS bounding, p.fact_id AS bound_id, p.value AS bound, p.half AS bound_half, p.step AS bound_step,
        p.sure AND NOT p.doubled AS clear,
        p.value - s.value AS over,
        format('文中{} {}，小于{} {} 的 {}，差 {}', coalesce(v.concept_name, s.concept), in_yuan(s.value), bounding, p.code,
            in_yuan(bound), in_yuan(over)) AS message_zh,
        format('{} {} in the text is less than {} of {} {}, by {}', coalesce(v.concept_name_en, s.concept),
            in_yuan_en(s.value), in_yuan_en(bound), bounding, p.code, in_yuan_en(over)) AS message_en
    FROM said s
    JOIN row_of r USING (concept)
    JOIN printed p USING (tables_id, org_id, fiscal_year, measure, part, unit)
    LEFT JOIN v_concept v ON v.concept = s.concept
    WHERE s.fund IN ('general_public', 'fiscal', 'all') AND measure IN ('final', 'initial_budget') AND s.code = ''
        AND s.item IS NULL AND unit = 'CNY' AND p.fund = 'general_public' AND p.statutory_table IN ('T06', 'B08')
        AND p.concept = 'expenditure_basic' AND p.code = r.row_code AND p.item IS NULL
        AND NOT EXISTS (FROM counterpart c WHERE c.fact_id = s.fact_id)
)
SELECT * FROM bound_by_table('pairs')
