/*
id = "text_completion"
zh = "正文：完成预算的百分比＝决算数÷所说的预算数"
en = "Text: completion = final / the budget that the words name"
basis = "算术：完成年初（全年）预算的百分比以正文所说的预算数为分母"
kind = "text"
severity = "error"
needs = "同一项的决算数、预算数和完成百分比"
pass = [
    "text general_public expenditure#2101101 initial_budget 90.15万元",
    "text general_public expenditure#2101101 final 75.13万元",
    "text general_public expenditure#2101101 completion_rate 83.34% base=initial_budget",
]
fail = [
    "text general_public expenditure#2101101 initial_budget 90.15万元",
    "text general_public expenditure#2101101 final 75.13万元",
    "text general_public expenditure#2101101 completion_rate 88.34% base=initial_budget",
]
*/
-- A rate that fits another budget of the same thing than the one named is no wrong rate but a wrong word
-- (text_completion_base). A budget of 0 has no rate.
SELECT
    doc_id,
    fact_id AS scope,
    CASE
        WHEN final IS NULL OR (named IS NULL AND other IS NULL) THEN 'not_applicable'
        WHEN fits_named OR fits_other THEN 'pass'
        WHEN named IS NULL OR named.value = 0 THEN 'not_applicable'
        WHEN nearly THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '预算数没有印出，或为0' END AS missing,
    value AS actual,
    ratio(final, named) AS expected,
    list_filter(
        [fact_id, final.fact_id, CASE WHEN fits_named OR NOT fits_other THEN named.fact_id ELSE other.fact_id END],
        lambda x: x IS NOT NULL
    ) AS evidence,
    [ratio(final, named), (value * named.value / 100)::DECIMAL(24, 6),
        (100 * final.value::DOUBLE / nullif(value, 0)::DOUBLE)::DECIMAL(24, 6)] AS implied,
    page,
    format(
        '完成{}%：{}÷{}＝{}%', plain(value), size_in(final.value, final.factor), size_in(named.value, final.factor), plain(expected)
    ) AS message_zh,
    format(
        'completion {}%: {} / {} = {}%', plain(value), size_in(final.value, final.factor), size_in(named.value, final.factor),
        plain(expected)
    ) AS message_en
FROM completion
