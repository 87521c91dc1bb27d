/*
id = "wrong_year_as_of"
zh = "截止日期的年度错误"
en = "As of the wrong year"
basis = "决算的国有资产、人员等情况截至报告年度12月31日"
kind = "words"
severity = "warning"
needs = "“截至XXXX年12月31日”等字样"
pass = ["section s1 国有资产占用情况 :: 截至2023年12月31日，共有车辆4辆。", "text all vehicles_total final 4辆"]
fail = ["section s1 国有资产占用情况 :: 截至2021年12月31日，共有车辆4辆。", "text all vehicles_total final 4辆"]
*/
-- The year's end of a final account is that of its year. A budget is drawn up in the year before: it may state the end of
-- either of the two years before it, or a day of its own first months.
WITH dated AS (
    SELECT
        *,
        unnest(regexp_extract_all(text, '截[至止]到?\s*20\d\d\s*年\s*(?:度?[底末]|年[底末]|12\s*月\s*(?:31\s*日|[底末]))')) AS quotation,
        regexp_extract(quotation, '20\d\d')::INTEGER AS year
    FROM stating
    WHERE fiscal_year IS NOT NULL AND doc_kind <> 'performance' AND regexp_matches(text, '截[至止]到?\s*20\d\d\s*年')
)
SELECT
    doc_id,
    spot_of(section_id, text, min(quotation)) AS scope,
    CASE WHEN NOT is_budget AND year <> fiscal_year OR is_budget AND year NOT BETWEEN fiscal_year - 2 AND fiscal_year - 1
        THEN 'fail' ELSE 'pass' END AS outcome,
    year::DECIMAL(24, 6) AS actual,
    (fiscal_year - is_budget::INTEGER)::DECIMAL(24, 6) AS expected,
    page,
    format('{}：“{}”，{}年度报告应为{}年', title, min(quotation), fiscal_year, fiscal_year - is_budget::INTEGER) AS message_zh,
    format('"{}": the report of {} states the end of {}', min(quotation), fiscal_year, fiscal_year - is_budget::INTEGER) AS message_en
FROM dated
GROUP BY doc_id, section_id, title, text, page, fiscal_year, is_budget, year
