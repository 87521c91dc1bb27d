/*
id = "purpose_copied"
zh = "不同科目、项目的用途或目标文字相同"
en = "One purpose told of several items"
basis = "各项支出的主要用途、各项目的绩效目标应分别说明"
kind = "words"
severity = "info"
needs = "两个以上科目或项目的用途"
pass = ["project 林区道路养护 goal=养护林区道路四十公里保证防火车辆通行", "project 科普宣传 goal=举办科普宣传活动十二场覆盖群众三千人次"]
fail = ["project 林区道路养护 goal=养护林区道路四十公里保证防火车辆通行", "project 科普宣传 goal=养护林区道路四十公里保证防火车辆通行"]
*/
-- Item lines of the text (…（项）…主要用于：…) and goals of performance forms, of 18 characters and more; two items of one
-- class may well serve one purpose, projects whose names begin alike may have one goal.
WITH item AS (
    SELECT
        s.doc_id, s.section_id, s.page, unnest(string_split(s.text, chr(10))) AS words
    FROM section s
    SEMI JOIN audited USING (doc_id)
    WHERE s.part = 'main' AND contains(s.text, '主要用于') AND regexp_matches(s.text, '[（(]项[）)]')
),
purpose AS (
    SELECT
        doc_id, section_id AS place, page,
        regexp_extract(words, '([^。；：]{2,60}[（(]项[）)])', 1) AS name,
        regexp_extract(name, '([^（）()]+)[（(]类[）)]', 1) AS family,
        regexp_extract(words, '主要用于[:：]?\s*([^。；\n]{18,})', 1) AS purpose
    FROM item
    UNION ALL
    SELECT doc_id, project_id, page, name, left(name, 2), trim(expected_goal)
    FROM performance_project
    SEMI JOIN audited USING (doc_id)
    WHERE length(expected_goal) >= 18 AND confidence >= 0.9 AND layout <> 'department'
),
told AS (
    SELECT
        doc_id, purpose, arg_min(place, (page, name, place)) AS place, min(page) AS page,
        count(DISTINCT family) AS families, count(DISTINCT name) AS items, list(DISTINCT name ORDER BY name) AS names
    FROM purpose
    WHERE name <> '' AND purpose <> ''
    GROUP BY doc_id, purpose
)
SELECT
    doc_id,
    place || '/' || md5(purpose) AS scope,
    CASE WHEN families > 1 THEN 'fail' ELSE 'pass' END AS outcome,
    items::DECIMAL(24, 6) AS actual,
    1::DECIMAL(24, 6) AS expected,
    page,
    format('{}用途或目标相同：“{}”', array_to_string(list_transform(names[:3], lambda n: '“' || n || '”'), '、'), shortened(purpose, 50)) AS message_zh,
    format('{} items share one purpose: "{}"', items, shortened(purpose, 50)) AS message_en
FROM told
