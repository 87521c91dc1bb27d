/*
id = "performance_restated"
zh = "正文：绩效管理的项目数和金额前后一致"
en = "Text: the number and amount of performance projects are the same throughout"
basis = "同一类绩效工作（编制目标、监控、自评）的项目数和涉及金额在正文各处应当一致"
kind = "text"
severity = "warning"
needs = "正文中两处以上印出的同一类绩效项目数或金额"
pass = [
    "text all performance_projects final 87个 item=绩效自评",
    "text all performance_projects final 87个 item=绩效自评 section=s2",
]
fail = [
    "text all performance_projects final 82个 item=绩效自评",
    "text all performance_projects final 87个 item=绩效自评 section=s2",
]
*/
WITH said AS (
    SELECT
        doc_id,
        concat_ws('/', org_id, part, thing, measure, fiscal_year) AS scope,
        list(fact_id ORDER BY section_id, char_start) AS evidence,
        arg_min(it, value) AS least,
        arg_max(it, value) AS most,
        any_value(subject) AS subject,
        max(value - half) > min(value + half) AS differs
    FROM stated
    WHERE concept IN ('performance_projects', 'performance_projects_amount') AND measure IN ('final', 'budget', 'initial_budget')
        AND subject <> ''
    GROUP BY ALL
    HAVING count(DISTINCT section_id) > 1
)
SELECT
    doc_id,
    scope,
    CASE WHEN differs THEN 'fail' ELSE 'pass' END AS outcome,
    least.value AS actual,
    most.value AS expected,
    evidence,
    least.page AS page,
    format('{}一处{}，另一处{}', subject, plain(least.value / least.factor), plain(most.value / most.factor)) AS message_zh,
    format('{}: {} in one place, {} in another', subject, plain(least.value / least.factor), plain(most.value / most.factor))
        AS message_en
FROM said
