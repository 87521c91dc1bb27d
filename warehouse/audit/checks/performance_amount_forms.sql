/*
id = "performance_amount_forms"
zh = "文中自评项目涉及的资金＝各项目绩效表之和"
en = "The money of the evaluated projects = the sum of their forms"
basis = "算术：文中所说的项目都附有绩效表的，涉及资金应为各表全年预算数（或年初预算数、执行数）之和"
kind = "text"
severity = "warning"
needs = "“对N个项目开展绩效自评，涉及资金……”的文字和N张项目绩效表"
pass = [
    "text all performance_projects final 2个 item=绩效自评", "text all performance_projects_amount final 70.65万元 item=绩效自评",
    "project 林区道路维护 budget=38.60万元 executed=36.27万元", "project 苗木检疫 budget=32.05万元 executed=26.65万元",
]
fail = [
    "text all performance_projects final 2个 item=绩效自评", "text all performance_projects_amount final 76.05万元 item=绩效自评",
    "project 林区道路维护 budget=38.60万元 executed=36.27万元", "project 苗木检疫 budget=32.05万元 executed=26.65万元",
]
*/
-- Only where the report shows as many forms as the words count projects, and says both once: else the money is of other
-- projects, too. Which of a project's amounts is meant is not said; one that all forms print fits, or fits but for a slip of the
-- pen. Where the two are otherwise unlike, the words may count other money.
WITH form AS (
    SELECT
        doc_id, part, count(*) AS forms,
        [
            CASE WHEN count(budget_amount) = forms THEN sum(budget_amount) END,
            CASE WHEN count(initial_amount) = forms THEN sum(initial_amount) END,
            CASE WHEN count(executed_amount) = forms THEN sum(executed_amount) END
        ] AS every,
        list_filter(every, lambda x: x IS NOT NULL) AS sums
    FROM project
    GROUP BY ALL
),
counted AS (
    SELECT doc_id, part, subject, measure, min(value) AS projects
    FROM stated
    WHERE concept = 'performance_projects' AND is_current
    GROUP BY ALL
    HAVING count(*) = 1
),
amount AS (
    SELECT doc_id, part, subject, any_value(it) AS it, any_value(page) AS page
    FROM stated
    WHERE concept = 'performance_projects_amount' AND is_current
    GROUP BY ALL
    HAVING count(*) = 1
),
met AS (
    SELECT
        a.*, f.forms, f.sums,
        list_filter(f.sums, lambda x: slip_at(a.it.value, x, a.it.step) IS NOT NULL)[1] AS meant,
        coalesce(meant, f.sums[1]) AS total,
        (a.it.half + f.forms * 50)::DECIMAL(24, 6) AS slack,  -- forms are printed in 万元 with two decimals
        len(list_filter(f.sums, lambda x: abs(x - a.it.value) <= slack)) > 0 AS fits,
        len(list_filter(f.sums, lambda x: abs(x - a.it.value) <= slack + a.it.step)) > 0 AS nearly
    FROM amount a
    JOIN counted c USING (doc_id, part, subject)
    JOIN form f ON f.doc_id = a.doc_id AND f.part = a.part AND f.forms = c.projects
    WHERE len(f.sums) > 0
)
SELECT
    doc_id,
    concat_ws('/', part, subject) AS scope,
    CASE WHEN fits THEN 'pass' WHEN nearly THEN 'near' WHEN meant IS NOT NULL THEN 'fail' ELSE 'not_applicable' END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'the words may count other money' END AS missing,
    it.value AS actual,
    total AS expected,
    [it.fact_id] AS evidence,
    [total] AS implied,
    page,
    format('{}个项目涉及资金{}；各项目绩效表合计{}，相差{}', forms, in_yuan(it.value), in_yuan(total), in_yuan(it.value - total))
        AS message_zh,
    format('{} projects of {}; their forms sum to {}, off by {}', forms, in_yuan_en(it.value), in_yuan_en(total),
        in_yuan_en(it.value - total)) AS message_en
FROM met
