/*
id = "performance_score_limit"
zh = "绩效自评：得分不超过分值"
en = "Performance: no score exceeds its weight"
basis = "算术：一项指标的得分以它的分值为上限"
kind = "text"
severity = "error"
needs = "同一指标的分值和得分"
pass = [
    "project 林区道路养护 budget=50.00万元 executed=50.00万元",
    "indicator 养护里程 target=≥40公里 actual=42公里 weight=50 score=50",
]
fail = [
    "project 林区道路养护 budget=50.00万元 executed=50.00万元",
    "indicator 养护里程 target=≥40公里 actual=42公里 weight=50 score=55",
]
*/
SELECT
    p.doc_id,
    p.project_id || '/' || i.ord AS scope,
    CASE WHEN i.score <= i.weight THEN 'pass' ELSE 'fail' END AS outcome,
    i.score AS actual,
    i.weight AS expected,
    coalesce(i.page, p.page) AS page,
    format('{}·{}：得分{}超过分值{}', p.name, i.level3, plain(i.score), plain(i.weight)) AS message_zh,
    format('{}, {}: a score of {} exceeds the weight of {}', p.name, i.level3, plain(i.score), plain(i.weight)) AS message_en
FROM project p
JOIN performance_indicator i USING (doc_id, project_id)
WHERE i.score IS NOT NULL AND i.weight IS NOT NULL
UNION ALL BY NAME
SELECT
    s.doc_id,
    s.fact_id AS scope,
    CASE WHEN s.value <= w.value THEN 'pass' ELSE 'fail' END AS outcome,
    s.value AS actual,
    w.value AS expected,
    [s.fact_id, w.fact_id] AS evidence,
    s.page,
    format('{}：得分{}超过权重{}', s.subject, plain(s.value), plain(w.value)) AS message_zh,
    format('{}: a score of {} exceeds the weight of {}', s.subject, plain(s.value), plain(w.value)) AS message_en
FROM (FROM stated WHERE concept = 'evaluation_score' AND subject <> '') s
ASOF JOIN (FROM stated WHERE concept = 'evaluation_weight' AND subject <> '') w
    ON w.doc_id = s.doc_id AND w.section_id = s.section_id AND w.subject = s.subject AND s.char_start > w.char_start
