/*
id = "text_completion_base"
zh = "正文：完成百分比以所说的预算数为分母"
en = "Text: completion is taken over the budget that the words name"
basis = "用语：写“完成年初预算”的应以年初预算数为分母，写“完成全年预算”的应以全年（调整）预算数为分母"
kind = "text"
severity = "warning"
needs = "同一项的年初预算数、全年预算数、决算数和完成百分比"
pass = [
    "text general_public expenditure initial_budget 0万元",
    "text general_public expenditure adjusted_budget 321.02万元",
    "text general_public expenditure final 307.82万元",
    "text general_public expenditure completion_rate 95.89% base=adjusted_budget",
]
fail = [
    "text general_public expenditure initial_budget 0万元",
    "text general_public expenditure adjusted_budget 321.02万元",
    "text general_public expenditure final 307.82万元",
    "text general_public expenditure completion_rate 95.89% base=initial_budget",
]
*/
SELECT
    doc_id,
    fact_id AS scope,
    CASE
        WHEN coalesce(base, 'budget') = 'budget' OR final IS NULL OR named IS NULL OR other IS NULL THEN 'not_applicable'
        WHEN fits_other AND NOT fits_named AND NOT nearly THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '没有同时印出年初预算数和全年预算数' END AS missing,
    value AS actual,
    CASE WHEN named.value <> 0 THEN ratio(final, named) END AS expected,
    list_filter([fact_id, final.fact_id, named.fact_id, other.fact_id], lambda x: x IS NOT NULL) AS evidence,
    fact_id AS suspect,
    page,
    format(
        '写完成{}的{}%，{}为{}；{}÷{}＝{}%，是{}的百分比', name_zh, plain(value), name_zh, size_in(named.value, final.factor),
        size_in(final.value, final.factor), size_in(other.value, final.factor), plain(ratio(final, other)), other_zh
    ) AS message_zh,
    format(
        'said to be {}% of the {}, which is {}; {} / {} = {}% is that of the {}', plain(value), name_en,
        size_in(named.value, final.factor), size_in(final.value, final.factor), size_in(other.value, final.factor),
        plain(ratio(final, other)), other_en
    ) AS message_en
FROM (
    SELECT
        *,
        CASE base WHEN 'initial_budget' THEN '年初预算' ELSE '全年预算' END AS name_zh,
        CASE base WHEN 'initial_budget' THEN '全年预算' ELSE '年初预算' END AS other_zh,
        CASE base WHEN 'initial_budget' THEN 'initial budget' ELSE 'adjusted budget' END AS name_en,
        CASE base WHEN 'initial_budget' THEN 'adjusted budget' ELSE 'initial budget' END AS other_en
    FROM completion
)
