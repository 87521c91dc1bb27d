/*
id = "performance_repeated"
zh = "绩效自评表：不同项目的资金各不相同"
en = "Performance forms: different projects do not have the same money throughout"
basis = "每个项目的绩效自评表填报本项目的资金"
kind = "text"
severity = "warning"
needs = "两个以上项目的预算数、执行数和资金构成"
pass = [
    "project 医用光学仪器 budget=512.00万元 executed=512.00万元 fiscal=512.00万元",
    "project 迁建项目 budget=7614.74万元 executed=7614.74万元 fiscal=5500.00万元 other=2114.74万元",
]
fail = [
    "project 医用光学仪器 budget=7614.74万元 executed=7614.74万元 fiscal=5500.00万元 other=2114.74万元",
    "project 迁建项目 budget=7614.74万元 executed=7614.74万元 fiscal=5500.00万元 other=2114.74万元",
]
*/
-- Budget, execution and their sources all alike, and not round (five digits or more): a head copied from one form to the next.
WITH alike AS (
    SELECT
        doc_id, part, budget_amount, executed_amount, fiscal_amount, coalesce(other_amount, 0) AS other,
        count(DISTINCT name) AS names,
        string_agg(DISTINCT name, '、' ORDER BY name) AS zh,
        string_agg(DISTINCT name, ', ' ORDER BY name) AS en,
        min(page) AS page,
        arg_min(project_id, (page, name, project_id)) AS first_form
    FROM project
    WHERE budget_amount IS NOT NULL AND executed_amount IS NOT NULL AND fiscal_amount IS NOT NULL
    GROUP BY ALL
)
SELECT
    doc_id,
    first_form || '/head' AS scope,
    CASE WHEN names > 1 AND length(digits_of(budget_amount)) >= 5 THEN 'fail' ELSE 'pass' END AS outcome,
    budget_amount AS actual,
    'copied' AS slip,
    page,
    format('{}的预算数都是{}，执行数都是{}', zh, in_yuan(budget_amount), in_yuan(executed_amount)) AS message_zh,
    format('{} all have a budget of {} and an execution of {}', en, in_yuan_en(budget_amount), in_yuan_en(executed_amount))
        AS message_en
FROM alike
