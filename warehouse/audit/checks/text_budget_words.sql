/*
id = "text_budget_words"
zh = "正文：决算数大于、小于、等于预算数的说法与数相符"
en = "Text: final above, below or equal to budget is said as the figures are"
basis = "用语：“决算数大于（小于、等于）预算数”应与决算数和预算数、或完成百分比相符"
kind = "text"
severity = "warning"
needs = "“决算数大于（小于、等于）预算数”的说法和它前面的数"
pass = [
    "section s1 决算情况 :: 完成年初预算的110.21%，支出决算数大于年初预算数的主要原因是人员增加。",
    "text general_public expenditure#2101101 completion_rate 110.21% base=initial_budget",
]
fail = [
    "section s1 决算情况 :: 完成年初预算的110.21%，支出决算数小于年初预算数的主要原因是人员增加。",
    "text general_public expenditure#2101101 completion_rate 110.21% base=initial_budget",
]
*/
-- The words that follow the last figure of a thing in its clause. Where the budget is not printed, the completion tells; 100 %
-- as printed may be a little more or less.
WITH anchor AS (
    SELECT fact_id, doc_id, section_id, page, char_end, base, it, final, named AS budget, other FROM completion
    UNION ALL BY NAME
    SELECT s.fact_id, s.doc_id, s.section_id, s.page, s.char_end, b.measure AS base, NULL AS it, s.it AS final, b.it AS budget
    FROM stated s
    ASOF JOIN (FROM stated WHERE measure IN ('initial_budget', 'adjusted_budget', 'budget') AND is_current) b
        ON b.doc_id = s.doc_id AND b.section_id = s.section_id AND b.thing = s.thing AND s.char_start > b.char_start
    ANTI JOIN completion c ON c.final.fact_id = s.fact_id
    WHERE s.measure = 'final' AND s.is_current AND NOT s.is_budget
),
spoken AS (
    SELECT
        a.*,
        regexp_extract(
            substr(t.text, a.char_end + 1, 40),
            '^\s*(?:万元|亿元|元|%|％)?[，,；;。\s]*(?:支出)?决算数?(大于|高于|超过|多于|小于|低于|少于|等于)(年初|全年|调整)?预算',
            ['word', 'which']
        ) AS said
    FROM anchor a
    JOIN section t USING (doc_id, section_id)
),
judged AS (
    SELECT
        *,
        CASE WHEN said.word IN ('大于', '高于', '超过', '多于') THEN 1 WHEN said.word = '等于' THEN 0 ELSE -1 END AS word_sign,
        CASE
            WHEN said.which = '年初' AND base = 'adjusted_budget' THEN other
            WHEN said.which IN ('全年', '调整') AND base = 'initial_budget' THEN other
            ELSE budget
        END AS compared
    FROM spoken
    WHERE said.word <> ''
),
signed AS (
    SELECT
        *,
        CASE
            WHEN compared IS NOT NULL AND final IS NOT NULL THEN
                CASE WHEN abs(final.value - compared.value) <= final.half + compared.half THEN 0
                    ELSE sign(final.value - compared.value) END
            WHEN it IS NOT NULL AND coalesce(said.which, '') IN ('', '年初') AND base <> 'adjusted_budget' THEN
                CASE WHEN abs(it.value - 100) <= it.half THEN 0 ELSE sign(it.value - 100) END
        END AS real_sign
    FROM judged
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE
        WHEN real_sign IS NULL THEN 'not_applicable'
        WHEN real_sign = word_sign THEN 'pass'
        WHEN said.which = '' AND sign(final.value - other.value) = word_sign THEN 'pass'  -- which budget is not said
        WHEN real_sign = 0 AND compared IS NULL THEN 'pass'  -- 100.00 % may be a little less or more
        WHEN real_sign = 0 AND final.value <> compared.value THEN 'pass'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '所比的预算数没有印出' END AS missing,
    coalesce(final.value, it.value) AS actual,
    compared.value AS expected,
    list_filter([it.fact_id, final.fact_id, compared.fact_id], lambda x: x IS NOT NULL) AS evidence,
    page,
    CASE WHEN compared IS NULL
        THEN format('写决算数{}预算数，而完成预算{}%', said.word, plain(it.value))
        ELSE format('写决算数{}预算数，而决算数{}、预算数{}', said.word, plain(final.value / final.factor), plain(compared.value / final.factor))
    END AS message_zh,
    CASE WHEN compared IS NULL
        THEN format('final said to be {} the budget, but completion is {}%',
            CASE word_sign WHEN 1 THEN 'above' WHEN 0 THEN 'equal to' ELSE 'below' END, plain(it.value))
        ELSE format('final said to be {} the budget, but final is {} and budget {}',
            CASE word_sign WHEN 1 THEN 'above' WHEN 0 THEN 'equal to' ELSE 'below' END, plain(final.value / final.factor),
            plain(compared.value / final.factor))
    END AS message_en
FROM signed
