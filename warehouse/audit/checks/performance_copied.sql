/*
id = "performance_copied"
zh = "绩效自评表：指标中的金额与本项目相符，不是别的项目的"
en = "Performance form: the amounts that its indicators name are this project's, not another's"
basis = "项目绩效自评表填报本项目的预算和支出"
kind = "text"
severity = "warning"
needs = "指标中写出的金额和各项目的预算数、执行数"
pass = [
    "project 金审工程运维 budget=38.60万元 executed=36.27万元",
    "indicator 项目总成本 target=≤38.6万元 actual=36.27万元",
    "project 购买中介服务 budget=32.05万元 executed=26.65万元",
    "indicator 项目总成本 target=≤32.05万元 actual=2021年支付资金26.65万元",
]
fail = [
    "project 金审工程运维 budget=38.60万元 executed=36.27万元",
    "indicator 项目总成本 target=≤38.6万元 actual=36.27万元",
    "project 购买中介服务 budget=32.05万元 executed=26.65万元",
    "indicator 项目总成本 target=≤32.05万元 actual=2021年支付资金36.27万元",
]
*/
-- An amount that is said to be paid, budgeted or the cost: it is another project's budget or execution to the cent (three
-- digits or more) and none of its own; or it is the only one and its own but for a slip. Other amounts are not judged.
WITH own AS (
    SELECT
        n.doc_id, n.project_id, n.cell, n.number,
        bool_or(n.value = a.amount) AS is_own,
        any_value(a.amount) FILTER (
            slip(n.value, a.amount) IN ('unit', 'decimal_point', 'transposed', 'digit_more')
            OR (slip(n.value, a.amount) = 'digit' AND length(digits_of(n.value)) >= 4)
        ) AS slipped
    FROM named_amount n
    JOIN project_amount a USING (doc_id, project_id)
    GROUP BY ALL
),
others AS (
    SELECT
        n.doc_id, n.project_id, n.cell, n.number,
        min(p.name) AS name
    FROM named_amount n
    JOIN project_amount a ON a.doc_id = n.doc_id AND a.project_id <> n.project_id AND a.amount = n.value
        AND a.kind IN ('budget_amount', 'executed_amount')
    JOIN project p ON p.doc_id = a.doc_id AND p.project_id = a.project_id AND p.name <> n.name
    WHERE length(digits_of(n.value)) >= 3
    GROUP BY ALL
)
SELECT
    n.doc_id,
    concat_ws('/', n.project_id, n.cell, n.number) AS scope,
    CASE
        WHEN o.is_own THEN 'pass'
        WHEN spends AND s.name IS NOT NULL THEN 'fail'
        WHEN alone AND spends AND o.slipped IS NOT NULL THEN 'fail'
        ELSE 'not_applicable'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '金额不是本项目的预算数或执行数' END AS missing,
    n.value AS actual,
    CASE WHEN s.name IS NULL THEN o.slipped END AS expected,
    CASE WHEN s.name IS NOT NULL THEN 'copied' ELSE slip(n.value, o.slipped) END AS slip,
    n.page,
    CASE WHEN s.name IS NOT NULL
        THEN format('“{}”的指标写“{}”，这是“{}”的金额', n.name, trim(n.text), s.name)
        ELSE format('“{}”的指标写“{}”，本项目为{}万元', n.name, trim(n.text), plain(o.slipped / 10000))
    END AS message_zh,
    CASE WHEN s.name IS NOT NULL
        THEN format('an indicator of {} says {}, which is the amount of {}', n.name, trim(n.text), s.name)
        ELSE format('an indicator of {} says {}, but the project has {}', n.name, trim(n.text), in_yuan_en(o.slipped))
    END AS message_en
FROM (
    SELECT
        *,
        count(*) OVER (PARTITION BY doc_id, project_id, regexp_extract(cell, '^[a-z_]+')) = 1 AS alone,
        regexp_matches(words, '支付|支出|预算|执行|使用资金|拨付|成本')
            OR regexp_matches(coalesce(level3, ''), '成本|资金投入|经费支出|预算') AS spends
    FROM named_amount
) n
JOIN own o USING (doc_id, project_id, cell, number)
LEFT JOIN others s USING (doc_id, project_id, cell, number)
