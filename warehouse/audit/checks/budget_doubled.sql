/*
id = "budget_doubled"
zh = "总额比上年增加一倍以上"
en = "A total more than twice last year's"
basis = "合理性：变动幅度超过自身规模的，应说明原因"
kind = "plausibility"
severity = "info"
needs = "总额的增长率"
pass = ["text all income_total change_rate 46.66%"]
fail = ["text all income_total change_rate 102.40%"]
*/
-- Totals of the report (no class, no item), one finding for a section.
SELECT
    doc_id,
    coalesce(section_id, table_id) AS scope,
    CASE WHEN max(value) > 100 THEN 'fail' ELSE 'pass' END AS outcome,
    max(value) AS actual,
    100::DECIMAL(24, 6) AS expected,
    coalesce(list(fact_id ORDER BY fact_id) FILTER (value > 100), []) AS evidence,
    min(page) AS page,
    format('比上年增加一倍以上：{}', string_agg(format('{}增长{}%', coalesce(c.concept_name, concept), value_reported), '、' ORDER BY char_start)
        FILTER (value > 100)) AS message_zh,
    format('more than doubled: {}', string_agg(format('{} +{}%', coalesce(c.concept_name_en, concept), value_reported), ', ' ORDER BY char_start)
        FILTER (value > 100)) AS message_en
FROM figure
LEFT JOIN v_concept c USING (concept)
WHERE measure = 'change_rate' AND unit = 'percent' AND sure AND part = 'main' AND code = '' AND item IS NULL
    AND concept IN ('income_total', 'expenditure_total', 'income_current_year', 'expenditure', 'expenditure_basic', 'expenditure_project')
GROUP BY doc_id, coalesce(section_id, table_id)
