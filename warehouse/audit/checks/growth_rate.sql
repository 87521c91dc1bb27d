/*
id = "growth_rate"
zh = "增减率＝增减额÷上年数"
en = "Rate of change = change / prior year"
basis = "算术：增长率以上年数为分母（上年数＝本年数－增减额）"
kind = "text"
severity = "error"
needs = "同一段中的本年数、增减额和增减率"
pass = ["text general_public expenditure final 673.27万元", "text general_public expenditure change 19.26万元", "text general_public expenditure change_rate 2.94%"]
fail = ["text general_public expenditure final 673.27万元", "text general_public expenditure change 19.26万元", "text general_public expenditure change_rate 2.86%"]
*/
-- The change and the current figure that stand nearest before the rate in its section, of the same concept. Prior and rate
-- are intervals: printed ± half. A rate over a prior of 0 is undefined.
WITH rate AS (
    SELECT * FROM figure WHERE source = 'text' AND measure = 'change_rate' AND unit = 'percent' AND sure
),
amount AS (
    SELECT * FROM figure WHERE source = 'text' AND unit <> 'percent' AND sure AND char_start IS NOT NULL
),
near AS (
    SELECT
        r.fact_id AS rate_id,
        arg_max(c, c.char_start) AS change,
        arg_max(a, a.char_start) AS current
    FROM rate r
    JOIN amount c ON c.doc_id = r.doc_id AND c.section_id = r.section_id AND c.measure = 'change'
        AND c.concept = r.concept AND c.fund = r.fund AND c.code = r.code
        AND c.item IS NOT DISTINCT FROM r.item AND c.base IS NOT DISTINCT FROM r.base
        AND c.char_start BETWEEN r.char_start - 40 AND r.char_start + 40
    JOIN amount a ON a.doc_id = r.doc_id AND a.section_id = r.section_id
        AND a.measure = CASE WHEN r.is_budget THEN 'initial_budget' ELSE 'final' END AND a.concept = r.concept AND a.fund = r.fund
        AND a.code = r.code AND a.item IS NOT DISTINCT FROM r.item AND a.char_start < r.char_start
    GROUP BY r.fact_id
),
bound AS (
    SELECT
        r.*,
        n.change, n.current,
        n.current.value - n.change.value AS prior,
        n.current.half + n.change.half AS prior_half,
        100 * n.change.value / nullif(prior, 0) AS exact,
        100 * n.change.value / nullif(n.current.value, 0) AS over_current,
        -- the bounds of the exact rate: change and prior within their intervals
        100 * n.change.half / nullif(abs(prior), 0) + abs(exact) * prior_half / nullif(abs(prior), 0) AS blur
    FROM rate r
    JOIN near n ON n.rate_id = r.fact_id
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE
        WHEN prior = 0 OR prior_half >= abs(prior) THEN 'not_applicable'
        WHEN abs(abs(value) - abs(exact)) <= half + blur THEN 'pass'
        WHEN abs(abs(value) - abs(exact)) <= half + blur + step THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'prior of 0' END AS missing,
    value AS actual,
    sign(value) * abs(exact)::DECIMAL(24, 6) AS expected,
    [fact_id, change.fact_id, current.fact_id] AS evidence,
    fact_id AS suspect,
    page,
    format(
        '{}{}%：{}÷（{}{}{}）＝{}%{}', CASE WHEN change.value < 0 THEN '下降' ELSE '增长' END, plain(abs(value)),
        plain(abs(change.value) / current.factor), plain(current.value / current.factor),
        CASE WHEN change.value < 0 THEN '＋' ELSE '－' END, plain(abs(change.value) / current.factor), plain(abs(exact)),
        CASE WHEN abs(abs(value) - abs(over_current)) <= half + blur
            THEN format('（{}%是以本年数为分母）', plain(abs(value))) ELSE '' END
    ) AS message_zh,
    format(
        'rate {}%: {} / ({} {} {}) = {}%{}', plain(abs(value)), plain(abs(change.value) / current.factor),
        plain(current.value / current.factor), CASE WHEN change.value < 0 THEN '+' ELSE '-' END,
        plain(abs(change.value) / current.factor), plain(abs(exact)),
        CASE WHEN abs(abs(value) - abs(over_current)) <= half + blur THEN ' (taken over the current year)' ELSE '' END
    ) AS message_en
FROM bound
