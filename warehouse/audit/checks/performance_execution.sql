/*
id = "performance_execution"
zh = "绩效自评表：执行率＝全年执行数÷全年预算数"
en = "Performance form: execution rate = executed / budget"
basis = "算术：预算执行率＝全年执行数（B）÷全年预算数（A）"
kind = "text"
severity = "error"
needs = "执行率、全年执行数和全年预算数"
pass = ["project 林区道路养护 budget=50.00万元 executed=30.00万元 rate=60%"]
fail = ["project 林区道路养护 budget=50.00万元 executed=30.00万元 rate=600%"]
*/
-- A printed rate may be cut: one step of its last place is near.
SELECT
    doc_id,
    project_id AS scope,
    CASE
        WHEN execution_rate IS NULL OR executed IS NULL OR budget IS NULL OR budget.value = 0 THEN 'not_applicable'
        WHEN is_ratio(rate, executed, budget, 0) THEN 'pass'
        WHEN is_ratio(rate, executed, budget, 2 * rate.half) THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '执行率、全年执行数和全年预算数' END AS missing,
    execution_rate AS actual,
    ratio(executed, budget) AS expected,
    page,
    format('{}：执行率{}%；{}÷{}＝{}%', name, plain(execution_rate), plain(executed.value / 10000), plain(budget.value / 10000),
        plain(expected)) AS message_zh,
    format('{}: execution rate {}%; {} / {} = {}%', name, plain(execution_rate), plain(executed.value / 10000),
        plain(budget.value / 10000), plain(expected)) AS message_en
FROM (
    SELECT
        *,
        as_printed(execution_rate, 1) AS rate,
        CASE WHEN executed_amount IS NOT NULL THEN as_printed(executed_amount, 10000) END AS executed,
        CASE WHEN budget_amount IS NOT NULL THEN as_printed(budget_amount, 10000) END AS budget
    FROM project
)
