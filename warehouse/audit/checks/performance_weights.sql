/*
id = "performance_weights"
zh = "绩效自评表：指标分值之和＝100（含预算执行10分）"
en = "Performance form: the weights sum to 100, with 10 for the execution"
basis = "项目支出绩效评价管理办法（财预〔2020〕10号）：权重总分100分，其中预算执行率10分"
kind = "text"
severity = "warning"
needs = "各项指标的分值"
pass = [
    "project 林区道路养护 budget=50.00万元 executed=50.00万元 rate=100% execution_score=10 score=98",
    "indicator 养护里程 target=≥40公里 actual=42公里 weight=50 score=50",
    "indicator 通行改善 target=改善 actual=改善 weight=30 score=28",
    "indicator 满意度 target=≥90% actual=95% weight=10 score=10",
]
fail = [
    "project 林区道路养护 budget=50.00万元 executed=50.00万元 rate=100% execution_score=10 score=94",
    "indicator 养护里程 target=≥40公里 actual=42公里 weight=50 score=50",
    "indicator 通行改善 target=改善 actual=改善 weight=26 score=24",
    "indicator 满意度 target=≥90% actual=95% weight=10 score=10",
]
*/
-- A form with an indicator whose weight was not read is not judged.
SELECT
    p.doc_id,
    p.project_id AS scope,
    CASE
        WHEN w.weights < w.indicators OR w.indicators < 2 THEN 'not_applicable'
        WHEN abs(w.total - 100) <= 0.05 OR abs(w.total - 90) <= 0.05 THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '各项指标的分值' END AS missing,
    w.total AS actual,
    CASE WHEN w.total > 95 THEN 100 ELSE 90 END AS expected,
    p.page,
    format('{}：指标分值之和{}，加预算执行10分为{}，不是100', p.name, plain(w.total), plain(w.total + 10)) AS message_zh,
    format('{}: the weights sum to {}, with 10 for the execution to {}, not to 100', p.name, plain(w.total), plain(w.total + 10))
        AS message_en
FROM project p
JOIN (
    SELECT doc_id, project_id, sum(weight) AS total, count(weight) AS weights, count(*) AS indicators
    FROM performance_indicator
    GROUP BY ALL
) w USING (doc_id, project_id)
