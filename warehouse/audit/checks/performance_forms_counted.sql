/*
id = "performance_forms_counted"
zh = "所附项目绩效表不多于文中所说的项目数"
en = "There are no more project forms than the text counts projects"
basis = "文中的绩效自评项目数应不少于所附的项目绩效表"
kind = "text"
severity = "warning"
needs = "开展绩效自评（评价）的项目数，和项目绩效表"
pass = [
    "text all performance_projects final 2个 item=绩效自评", "project 林区道路维护 budget=38.60万元", "project 苗木检疫 budget=32.05万元",
]
fail = [
    "text all performance_projects final 2个 item=绩效自评", "project 林区道路维护 budget=38.60万元", "project 苗木检疫 budget=32.05万元",
    "project 防火巡查 budget=12.40万元",
]
*/
-- Fewer forms than projects are no contradiction: not every evaluated project is published. The largest count of evaluated
-- projects that the text states is compared; results of a grade (绩效自评-优) are parts. Where there are twice as many forms,
-- the words count something else (projects that others evaluated).
WITH said AS (
    SELECT doc_id, part, arg_max(it, value) AS it, any_value(page) AS page
    FROM stated
    WHERE concept = 'performance_projects' AND is_current AND NOT contains(subject, '-')
    GROUP BY ALL
    HAVING bool_or(regexp_matches(subject, '自评|评价'))
),
form AS (
    -- a form that names no money may be of a part of a project
    SELECT doc_id, part, count(DISTINCT name) AS forms FROM project WHERE namesakes = 1 AND budget_amount IS NOT NULL GROUP BY ALL
)
SELECT
    s.doc_id,
    s.part AS scope,
    CASE
        WHEN f.forms <= s.it.value THEN 'pass' WHEN f.forms < 2 * s.it.value THEN 'fail' ELSE 'not_applicable'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'the words count other projects' END AS missing,
    s.it.value AS actual,
    f.forms::DECIMAL(24, 6) AS expected,
    [s.it.fact_id] AS evidence,
    CASE WHEN outcome = 'fail' THEN s.it.fact_id END AS suspect,
    s.page,
    format('文中{}个项目，所附项目绩效表{}张', plain(s.it.value), f.forms) AS message_zh,
    format('the text counts {} projects, there are {} forms', plain(s.it.value), f.forms) AS message_en
FROM said s
JOIN form f USING (doc_id, part)
