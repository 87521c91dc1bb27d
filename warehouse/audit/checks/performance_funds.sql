/*
id = "performance_funds"
zh = "绩效自评表：财政拨款＋其他资金不超过资金总额"
en = "Performance form: fiscal and other money do not exceed the whole"
basis = "算术：年度资金总额＝当年财政拨款＋上年结转资金＋其他资金"
kind = "text"
severity = "error"
needs = "资金总额、财政拨款和其他资金"
pass = ["project 林区道路养护 budget=50.00万元 fiscal=30.00万元 other=20.00万元"]
fail = ["project 林区道路养护 budget=50.00万元 fiscal=50.00万元 other=20.00万元"]
*/
-- Carried-over money belongs to the whole, too: fiscal and other money may be less, but not on the form of a target, which has
-- no line for it.
WITH sums AS (
    SELECT doc_id, project_id, name, page, layout = 'target' AS is_whole, 'budget' AS side, '预算数' AS side_zh, budget_amount AS whole, fiscal_amount AS fiscal,
        other_amount AS other
    FROM project
    UNION ALL BY NAME
    SELECT doc_id, project_id, name, page, FALSE AS is_whole, 'executed' AS side, '执行数' AS side_zh, executed_amount AS whole,
        fiscal_executed_amount AS fiscal, other_executed_amount AS other
    FROM project
)
SELECT
    doc_id,
    project_id || '/' || side AS scope,
    CASE
        WHEN excess <= 0.01 AND (NOT is_whole OR excess >= -0.01) THEN 'pass'
        WHEN excess <= slack AND (NOT is_whole OR excess >= -slack) THEN 'near'
        ELSE 'fail'
    END AS outcome,
    whole AS actual,
    fiscal + other AS expected,
    page,
    format('{}：{}{}；财政拨款{}＋其他资金{}＝{}', name, side_zh, plain(whole / 10000), plain(fiscal / 10000), plain(other / 10000),
        plain(expected / 10000)) AS message_zh,
    format('{}: {} {}; fiscal {} + other {} = {}', name, side, plain(whole / 10000), plain(fiscal / 10000), plain(other / 10000),
        plain(expected / 10000)) AS message_en
FROM (
    SELECT
        *,
        fiscal + other - whole AS excess,
        as_printed(whole, 10000).half + as_printed(fiscal, 10000).half + as_printed(other, 10000).half AS slack
    FROM sums
    WHERE whole IS NOT NULL AND fiscal IS NOT NULL AND other IS NOT NULL
)
