/*
id = "growth_prior"
zh = "本年数－增减额＝印出的上年数（预算数）"
en = "Current - change = the prior (or budget) figure printed beside it"
basis = "算术：增减额＝本年数－所比的数"
kind = "text"
severity = "error"
needs = "同一句中的本年数、增减额和上年数（预算数）"
pass = [
    "text all income_total final 680.77万元",
    "text all income_total prior_final 661.02万元 year=2022",
    "text all income_total change 19.75万元 base=prior_final",
]
fail = [
    "text all income_total final 680.77万元",
    "text all income_total prior_final 616.02万元 year=2022",
    "text all income_total change 19.75万元 base=prior_final",
]
*/
SELECT
    doc_id,
    change.fact_id AS scope,
    CASE
        WHEN abs(current.value + change.value - prior.value) <= slack THEN 'pass'  -- growth_direction says so
        ELSE by_excess(abs(current.value - change.value - prior.value) - slack, greatest(current.step, change.step, prior.step))
    END AS outcome,
    prior.value AS actual,
    (current.value - change.value)::DECIMAL(24, 6) AS expected,
    [current.fact_id, change.fact_id, prior.fact_id] AS evidence,
    [prior.value + change.value, current.value - prior.value, current.value - change.value]::DECIMAL(24, 6)[] AS implied,
    page,
    format(
        '{}{}{}＝{}，印为{}', size_in(current.value, prior.factor), CASE WHEN change.value < 0 THEN '＋' ELSE '－' END,
        size_in(change.value, prior.factor), plain((current.value - change.value) / prior.factor), plain(prior.value / prior.factor)
    ) AS message_zh,
    format(
        '{} {} {} = {}, printed {}', size_in(current.value, prior.factor), CASE WHEN change.value < 0 THEN '+' ELSE '-' END,
        size_in(change.value, prior.factor), plain((current.value - change.value) / prior.factor), plain(prior.value / prior.factor)
    ) AS message_en
FROM (
    SELECT *, current.half + change.half + prior.half AS slack
    FROM trend
    WHERE current IS NOT NULL AND change IS NOT NULL AND prior IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY change.fact_id ORDER BY fact_id) = 1
)
