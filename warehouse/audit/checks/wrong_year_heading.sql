/*
id = "wrong_year_heading"
zh = "标题年度与报告年度不符"
en = "A heading of another year"
basis = "标题、表名的年度应为报告年度"
kind = "words"
severity = "warning"
needs = "带年度的标题或表名"
pass = ["section s1 2023年度部门决算情况说明", "section s2 2021—2023年规划完成情况"]
fail = ["section s1 2022年度部门决算情况说明"]
*/
-- Headings and titles of tables whose year opens the name of a statutory part: 2022年度部门决算表, 2024年部门预算情况说明.
-- A budget may tell of the earlier year's execution (2024年预算执行情况), any report of its work, and 三公 published alone of
-- last year's final account beside this year's budget.
WITH dated AS (
    SELECT doc_id, section_id AS place, title, page
    FROM section
    WHERE part = 'main' AND contains(title, '年')
    UNION ALL
    SELECT doc_id, table_id, title, page
    FROM source_table
    WHERE part = 'main' AND contains(title, '年')
),
named AS (
    SELECT
        t.*,
        d.fiscal_year,
        CASE
            WHEN d.doc_kind IN ('budget', 'unit_budget') THEN regexp_extract(t.title,
                '(?:^|[^—－\-~至、和及\d])(20\d\d)\s*年度?[^0-9（(《年]{0,30}?(?:(?:部门|单位|综合)预算|预算(?:收支|情况|公开|表|安排)|(?:收支|收入|支出)预算)', 1)
            ELSE regexp_extract(t.title, '(?:^|[^—－\-~至、和及\d])(20\d\d)\s*年度?[^0-9（(《年]{0,30}?(?:决算|其他重要事项)', 1)
        END AS year
    FROM dated t
    SEMI JOIN audited USING (doc_id)
    JOIN document d USING (doc_id)
    WHERE d.fiscal_year IS NOT NULL AND d.doc_kind NOT IN ('performance', 'other', 'three_public')
        AND regexp_matches(t.title, '20\d\d\s*年') AND NOT regexp_matches(t.title, '执行|完成|比较|对比|上年|《')
)
SELECT
    doc_id,
    place AS scope,
    CASE WHEN year::INTEGER = fiscal_year THEN 'pass' ELSE 'fail' END AS outcome,
    year::DECIMAL(24, 6) AS actual,
    fiscal_year::DECIMAL(24, 6) AS expected,
    page,
    format('标题“{}”，报告为{}年度', shortened(title, 60), fiscal_year) AS message_zh,
    format('heading "{}" in the report of {}', shortened(title, 60), fiscal_year) AS message_en
FROM named
WHERE year <> ''
