/*
id = "wrong_year_statement"
zh = "说明的年度与报告年度不符"
en = "A statement about another year"
basis = "决算、预算情况说明应说明报告年度"
kind = "words"
severity = "warning"
needs = "以年度开头的说明"
pass = ["section s1 收入决算情况说明 :: 2023年本年收入合计288.49万元。", "text all income_current_year final 288.49万元"]
fail = ["section s1 收入决算情况说明 :: 2022年本年收入合计288.49万元。", "text all income_current_year final 288.49万元"]
*/
-- A section whose statutory statement opens with a year (2022年度收、支总计…) and whose text names the report's year nowhere; or
-- a sentence that opens with a year long before or after the report's and states counts or amounts as that year's, with
-- nothing that compares years.
-- Where 三公 is published alone, a section headed by the year before tells of that year's final account beside the budget.
WITH opened AS (
    SELECT
        *,
        regexp_extract(ltrim(text),
            '^[^。；\n\d]{0,30}(20\d\d)年度?(?:[^。；\n\d]{0,40}?)(?:总计|合计|总额|支出|收入|经费|决算|预算)[^。；\n\d]{0,20}[\d,.]+\s*(?:万元|元|亿元)', 1) AS year,
        regexp_extract(ltrim(text), '^[^。；，\n]{1,40}') AS quotation,
        contains(regexp_extract(ltrim(text), '^[^。\n]*'), fiscal_year || '年') AS names_own
    FROM stating
    SEMI JOIN (SELECT DISTINCT doc_id, section_id FROM fact WHERE source = 'text' AND item IS NULL AND unit = 'CNY') f
        USING (doc_id, section_id)
    WHERE fiscal_year IS NOT NULL AND doc_kind <> 'performance'
        AND NOT (doc_kind = 'three_public' AND contains(title, (fiscal_year - 1) || '年'))
),
sentence AS (
    SELECT doc_id, section_id, title, text, page, fiscal_year, trim(unnest(string_split_regex(text, '[。；\n]'))) AS words
    FROM stating
    WHERE fiscal_year IS NOT NULL AND doc_kind <> 'performance'
),
far AS (
    SELECT *, regexp_extract(words, '^(?:\d+[.、．]|[（(][一二三四五六七八九十\d]+[）)])?\s*(20\d\d)年度?', 1) AS year
    FROM sentence
    WHERE year <> '' AND abs(year::INTEGER - fiscal_year) > 1
        AND len(regexp_extract_all(words, '20\d\d')) = 1
        AND regexp_matches(words, '^[^，,]{0,12}年度?[，,]?(?:共|全年|本部门|本单位|安排|支出|收入|“三公”|公务|国内|因公|政府采购|机关运行|购置|接待)')
        AND regexp_matches(words, '\d[\d,.]*\s*(?:万元|元|个|批次|人次|人|辆|台)')
        AND NOT regexp_matches(words, '以来|至今|与|比|较|增长|减少|增加|计划|预计|规划|起|印发|出台|成立')
)
SELECT
    doc_id,
    section_id AS scope,
    CASE WHEN year::INTEGER = fiscal_year OR names_own THEN 'pass' ELSE 'fail' END AS outcome,
    year::DECIMAL(24, 6) AS actual,
    fiscal_year::DECIMAL(24, 6) AS expected,
    page,
    format('{}：“{}”，报告为{}年度', title, quotation, fiscal_year) AS message_zh,
    format('"{}" in the report of {}', quotation, fiscal_year) AS message_en
FROM opened
WHERE year <> ''
UNION ALL
SELECT
    doc_id, spot_of(section_id, text, words), 'fail', year::DECIMAL(24, 6), fiscal_year::DECIMAL(24, 6), page,
    format('{}：“{}”，报告为{}年度', title, shortened(words, 40), fiscal_year),
    format('"{}" in the report of {}', shortened(words, 40), fiscal_year)
FROM far
