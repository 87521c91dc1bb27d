/*
id = "rate_over_zero"
zh = "上年数为0的，不应有增减率"
en = "No rate of change over a prior year of 0"
basis = "算术：增长率以上年数为分母，上年数为0时无意义"
kind = "text"
severity = "info"
needs = "增减率和上年数（或本年数与增减额）"
pass = [
    "text fiscal three_public_reception final 0.40万元",
    "text fiscal three_public_reception change 0.10万元",
    "text fiscal three_public_reception change_rate 33.33%",
]
fail = [
    "text fiscal three_public_reception final 0.40万元",
    "text fiscal three_public_reception change 0.40万元",
    "text fiscal three_public_reception change_rate 100%",
]
*/
-- 本年0.40万元，增加0.40万元，增长100%: there is nothing that it could have grown from. A rate of 0 only says 无变化. One
-- finding for a report: a department in its first year says so of every total.
WITH measured AS (
    SELECT *, abs(divisor.value) <= divisor.half AND rate.value <> 0 AS undefined
    FROM (SELECT *, coalesce(prior, implied) AS divisor FROM trend WHERE rate IS NOT NULL)
)
SELECT
    doc_id,
    part AS scope,
    CASE
        WHEN coalesce(bool_or(undefined), FALSE) THEN 'fail' WHEN bool_and(divisor IS NULL) THEN 'not_applicable' ELSE 'pass'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '本年数、增减额、上年数不全' END AS missing,
    NULL::DECIMAL(24, 6) AS actual,
    NULL::DECIMAL(24, 6) AS expected,
    coalesce(list(fact_id ORDER BY fact_id) FILTER (undefined), []) AS evidence,
    NULL::VARCHAR AS suspect,
    min(page) FILTER (undefined) AS page,
    format('上年数为0，不能计算增减率：{}', string_agg(DISTINCT format('{} {}%', coalesce(c.concept_name, concept), plain(rate.value)), '、')
        FILTER (undefined)) AS message_zh,
    format('the prior year is 0, a rate is undefined: {}', string_agg(DISTINCT format('{} {}%', coalesce(c.concept_name_en, concept), plain(rate.value)), ', ')
        FILTER (undefined)) AS message_en
FROM measured
LEFT JOIN v_concept c USING (concept)
GROUP BY doc_id, part
