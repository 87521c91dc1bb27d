/*
id = "growth_rate"
zh = "增减率＝增减额÷上年数"
en = "Rate of change = change / prior year"
basis = "算术：增长率以上年数（或所比年份、所比预算数）为分母，上年数＝本年数－增减额"
kind = "text"
severity = "error"
needs = "同一段中的增减率，和本年数、增减额、上年数中的两个"
pass = [
    "text general_public expenditure final 673.27万元",
    "text general_public expenditure change 19.26万元",
    "text general_public expenditure change_rate 2.94%",
]
fail = [
    "text general_public expenditure final 673.27万元",
    "text general_public expenditure change 19.26万元",
    "text general_public expenditure change_rate 2.86%",
]
*/
-- A rate fits when any two of the printed figures (change, current, prior) give it. Its sign is another check's matter
-- (growth_direction): a change that would fit with the opposite sign is no wrong rate. Rates are sometimes cut, not rounded:
-- one step is near. A rate over a prior of 0 is undefined.
WITH fitted AS (
    SELECT
        *,
        coalesce(prior, implied) AS divisor,
        coalesce(change, minus(current, prior)) AS moved,
        is_ratio(rate, change, prior, 0) OR is_ratio(rate, change, implied, 0)
            OR is_ratio(rate, minus(current, prior), prior, 0) AS fits,
        is_ratio(rate, change, prior, rate.step) OR is_ratio(rate, change, implied, rate.step)
            OR is_ratio(rate, minus(current, prior), prior, rate.step) AS nearly,
        prior IS NULL AND is_ratio(rate, change, reversed, 0) AS turned,
        is_ratio(rate, moved, current, 0) AS over_current,
        CASE WHEN prior IS NULL THEN format(
            '（{}{}{}）', size_in(current.value, current.factor), CASE WHEN change.value < 0 THEN '＋' ELSE '－' END,
            size_in(change.value, current.factor)
        ) ELSE size_in(prior.value, prior.factor) END AS divisor_zh,
        CASE WHEN change IS NULL
            THEN format('（{}－{}）', size_in(current.value, prior.factor), size_in(prior.value, prior.factor))
            ELSE size_in(change.value, coalesce(current.factor, prior.factor)) END AS moved_zh
    FROM trend
    WHERE rate IS NOT NULL
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE
        WHEN divisor IS NULL OR moved IS NULL OR abs(divisor.value) <= divisor.half THEN 'not_applicable'
        WHEN coalesce(fits, FALSE) OR coalesce(turned, FALSE) THEN 'pass'
        WHEN coalesce(nearly, FALSE) THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE
        WHEN divisor IS NULL OR moved IS NULL THEN '本年数、增减额、上年数不全'
        WHEN outcome = 'not_applicable' THEN '上年数为0'
    END AS missing,
    rate.value AS actual,
    exact AS expected,
    list_transform(witnesses, lambda w: w.fact_id) AS evidence,
    list_transform(witnesses, lambda w: w.implied) AS implied,
    CASE WHEN over_current THEN fact_id END AS suspect,
    CASE WHEN over_current AND outcome IN ('fail', 'near') THEN 'prior_base' END AS slip,
    page,
    format(
        '{}{}%：{}÷{}＝{}%{}', CASE WHEN rate.value < 0 THEN '下降' ELSE '增长' END, plain(abs(rate.value)), moved_zh, divisor_zh,
        plain(abs(expected)), CASE WHEN over_current THEN format('（{}%是以本年数为分母）', plain(abs(rate.value))) ELSE '' END
    ) AS message_zh,
    format(
        'rate {}%: {} / {} = {}%{}', plain(rate.value), in_latin(moved_zh), in_latin(divisor_zh), plain(expected),
        CASE WHEN over_current THEN ' (taken over the current year)' ELSE '' END
    ) AS message_en
FROM (
    SELECT
        *,
        CASE WHEN rate.value < 0 THEN -1 ELSE 1 END * ratio(moved, divisor) AS exact,
        (rate.value / 100)::DOUBLE AS r,
        -- what each would have to be, if only it were wrong
        list_filter([
            struct_pack(fact_id := fact_id, implied := exact),
            struct_pack(
                fact_id := change.fact_id,
                implied := (CASE WHEN prior IS NULL THEN r * current.value / nullif(1 + r, 0) ELSE r * prior.value END)
                    ::DECIMAL(24, 6)
            ),
            struct_pack(
                fact_id := current.fact_id,
                implied := (CASE WHEN prior IS NULL THEN change.value * (1 + r) / nullif(r, 0) ELSE (1 + r) * prior.value END)
                    ::DECIMAL(24, 6)
            ),
            struct_pack(fact_id := prior.fact_id, implied := (moved.value / nullif(r, 0))::DECIMAL(24, 6))
        ], lambda w: w.fact_id IS NOT NULL) AS witnesses
    FROM fitted
)
