/*
id = "performance_scores"
zh = "绩效自评表：总分＝各项得分之和"
en = "Performance form: the total score is the sum of the scores"
basis = "算术：总分＝预算执行得分＋各项指标得分"
kind = "text"
severity = "error"
needs = "总分和各项得分"
pass = [
    "project 林区道路养护 budget=50.00万元 executed=50.00万元 rate=100% execution_score=10 score=98",
    "indicator 养护里程 target=≥40公里 actual=42公里 weight=50 score=50",
    "indicator 通行改善 target=改善 actual=改善 weight=30 score=28",
    "indicator 满意度 target=≥90% actual=95% weight=10 score=10",
]
fail = [
    "project 林区道路养护 budget=50.00万元 executed=50.00万元 rate=100% execution_score=10 score=89",
    "indicator 养护里程 target=≥40公里 actual=42公里 weight=50 score=50",
    "indicator 通行改善 target=改善 actual=改善 weight=30 score=28",
    "indicator 满意度 target=≥90% actual=95% weight=10 score=10",
]
*/
-- Some forms leave the execution out of their total.
SELECT
    doc_id,
    project_id AS scope,
    CASE
        WHEN total_score IS NULL OR scores < indicators OR indicators < 2 THEN 'not_applicable'
        WHEN abs(total_score - total - coalesce(execution_score, 0)) <= slack OR abs(total_score - total) <= slack THEN 'pass'
        WHEN abs(total_score - total - coalesce(execution_score, 0)) <= slack + 2 * half_of(total_score) THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '总分和各项得分' END AS missing,
    total_score AS actual,
    total + coalesce(execution_score, 0) AS expected,
    page,
    format('{}：总分{}；各项指标得分{}＋预算执行{}＝{}', name, plain(total_score), plain(total), plain(coalesce(execution_score, 0)),
        plain(expected)) AS message_zh,
    format('{}: total {}; indicators {} + execution {} = {}', name, plain(total_score), plain(total),
        plain(coalesce(execution_score, 0)), plain(expected)) AS message_en
FROM (
    SELECT p.*, w.*  EXCLUDE (doc_id, project_id), half_of(p.total_score) + 0.005 AS slack
    FROM project p
    JOIN (
        SELECT doc_id, project_id, sum(score) AS total, count(score) AS scores, count(*) AS indicators
        FROM performance_indicator
        GROUP BY ALL
    ) w USING (doc_id, project_id)
)
