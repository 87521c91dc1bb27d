/*
id = "growth_direction"
zh = "增加、减少、持平与两个数一致"
en = "The words increase, decrease, unchanged fit the two figures"
basis = "算术：增减的方向由本年数与所比的数决定"
kind = "text"
severity = "error"
needs = "增减额或增减率，和它所比的两个数"
pass = [
    "text all income_total final 680.77万元",
    "text all income_total change 19.75万元",
    "text all income_total change_rate 2.99%",
]
fail = [
    "text all income_total final 680.77万元",
    "text all income_total change -19.75万元",
    "text all income_total change_rate 2.99%",
]
*/
-- Where the prior is printed, it decides. Else the rate does: it fits the change with one sign and not with the other. A change
-- that is too small for its rate to tell is not judged, only two words that contradict each other are.
WITH told AS (
    SELECT
        *,
        sign(rate.value) AS rate_sign,
        sign(change.value) AS change_sign,
        CASE WHEN prior IS NOT NULL AND current IS NOT NULL THEN current.value - prior.value END AS difference,
        current.half + prior.half AS slack,
        coalesce(is_ratio(rate, change, implied, rate.step) AND implied.value > 0, FALSE) AS fits,
        coalesce(is_ratio(rate, change, reversed, 0) AND reversed.value > 0, FALSE) AS turned
    FROM trend
    WHERE current IS NOT NULL AND (prior IS NOT NULL OR (rate IS NOT NULL AND change IS NOT NULL))
),
judged AS (
    SELECT
        *,
        CASE
            WHEN difference IS NOT NULL AND change_sign IS NOT NULL THEN
                CASE
                    WHEN change_sign = 0 AND abs(difference) > slack + greatest(current.step, prior.step) THEN 'change'
                    WHEN change_sign = 0 OR abs(difference) <= slack OR sign(difference) = change_sign THEN
                        CASE WHEN rate_sign * change_sign < 0 THEN 'rate' ELSE 'fine' END
                    WHEN abs(abs(difference) - abs(change.value)) <= slack + change.half + change.step THEN 'change'
                    ELSE 'unknown'
                END
            WHEN difference IS NOT NULL THEN
                CASE WHEN rate_sign = 0 OR abs(difference) <= slack OR sign(difference) = rate_sign THEN 'fine' ELSE 'rate' END
            WHEN rate_sign * change_sign < 0 THEN
                CASE WHEN fits AND NOT turned THEN 'rate' WHEN turned AND NOT fits THEN 'change' ELSE 'either' END
            WHEN rate_sign * change_sign = 0 THEN 'unknown'
            WHEN fits THEN 'fine'
            WHEN turned THEN 'both'
            ELSE 'unknown'
        END AS wrong
    FROM told
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE wrong WHEN 'fine' THEN 'pass' WHEN 'unknown' THEN 'not_applicable' ELSE 'fail' END AS outcome,
    CASE wrong WHEN 'unknown' THEN '增减率或上年数不足以判断方向' END AS missing,
    CASE wrong WHEN 'rate' THEN rate.value ELSE change.value END AS actual,
    CASE
        WHEN wrong = 'rate' THEN -rate.value
        WHEN difference IS NOT NULL THEN difference
        ELSE -change.value
    END::DECIMAL(24, 6) AS expected,
    CASE WHEN outcome = 'fail'  -- the right direction does not vouch for the figures
        THEN list_filter([change.fact_id, rate.fact_id, current.fact_id, prior.fact_id], lambda x: x IS NOT NULL)
        ELSE [] END AS evidence,
    CASE wrong WHEN 'rate' THEN rate.fact_id WHEN 'change' THEN change.fact_id WHEN 'both' THEN change.fact_id END AS suspect,
    CASE WHEN outcome = 'fail' THEN 'sign' END AS slip,
    page,
    CASE
        WHEN difference IS NOT NULL THEN format(
            '本年{}，所比的数{}，应为{}，印为{}', size_in(current.value, prior.factor), size_in(prior.value, prior.factor),
            CASE WHEN difference > 0 THEN '增加' ELSE '减少' END, word_zh
        )
        WHEN wrong = 'both' THEN format(
            '印为{}{}、{}%，只有相反方向才合：{}÷（{}{}{}）＝{}%', word_zh, size_in(change.value, current.factor), plain(rate.value),
            size_in(change.value, current.factor), size_in(current.value, current.factor),
            CASE WHEN change_sign < 0 THEN '－' ELSE '＋' END, size_in(change.value, current.factor),
            plain(ratio(change, reversed))
        )
        ELSE format(
            '{}{}而{}{}%：方向相反{}', word_zh, size_in(change.value, current.factor),
            CASE WHEN rate_sign < 0 THEN '下降' ELSE '增长' END, plain(abs(rate.value)),
            CASE wrong WHEN 'rate' THEN '，增减率的方向有误' WHEN 'change' THEN '，增减额的方向有误' ELSE '' END
        )
    END AS message_zh,
    CASE
        WHEN difference IS NOT NULL THEN format(
            'now {}, compared with {}: should be {}, printed {}', size_in(current.value, prior.factor),
            size_in(prior.value, prior.factor), CASE WHEN difference > 0 THEN 'an increase' ELSE 'a decrease' END, word_en
        )
        WHEN wrong = 'both' THEN format(
            'printed {} {} at {}%, which only fits the other way round: {} / ({} {} {}) = {}%', word_en,
            size_in(change.value, current.factor), plain(rate.value), size_in(change.value, current.factor),
            size_in(current.value, current.factor), CASE WHEN change_sign < 0 THEN '-' ELSE '+' END,
            size_in(change.value, current.factor), plain(ratio(change, reversed))
        )
        ELSE format('{} of {} but a rate of {}%: opposite directions', word_en, size_in(change.value, current.factor),
            plain(rate.value))
    END AS message_en
FROM (
    SELECT
        *,
        CASE sign(coalesce(change.value, rate.value)) WHEN 1 THEN '增加' WHEN -1 THEN '减少' ELSE '持平' END AS word_zh,
        CASE sign(coalesce(change.value, rate.value)) WHEN 1 THEN 'an increase' WHEN -1 THEN 'a decrease' ELSE 'no change' END
            AS word_en
    FROM judged
)
