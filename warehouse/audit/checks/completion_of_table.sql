/*
id = "completion_of_table"
zh = "文中完成率＝决算数÷预算数（取自表）"
en = "A completion rate of the text = final / the budget that a table prints"
basis = "算术：完成预算的百分比＝决算数÷预算数，预算数取自公开报表"
kind = "text_table"
severity = "error"
needs = "文中未写出预算数的完成率，以及表中的预算数"
pass = ["T07 fiscal three_public_reception budget 1.80万元", "T07 fiscal three_public_reception final 1.35万元", "text fiscal three_public_reception completion_rate 75.00% base=budget"]
fail = ["T07 fiscal three_public_reception budget 1.80万元", "T07 fiscal three_public_reception final 1.35万元", "text fiscal three_public_reception completion_rate 57.00% base=budget"]
*/
-- Only rates whose section does not print the budget; those are judged within the text. A budget of 0 has no rate.
WITH rate AS (
    SELECT
        s.*,
        CASE s.against
            WHEN 'initial_budget' THEN ['initial_budget', 'budget']
            WHEN 'adjusted_budget' THEN ['adjusted_budget', 'budget']
            ELSE ['budget', 'adjusted_budget', 'initial_budget']
        END AS budgets
    FROM said s
    WHERE s.measure = 'completion_rate' AND s.unit = 'percent' AND s.item IS NULL AND NOT s.is_budget
        AND NOT EXISTS (
            FROM figure a
            WHERE a.doc_id = s.doc_id AND a.section_id = s.section_id AND a.source = 'text' AND a.concept = s.concept
                AND a.code = s.code AND a.unit = 'CNY' AND a.measure IN ('budget', 'adjusted_budget', 'initial_budget')
        )
),
tried AS (
    SELECT
        r.fact_id,
        b.fact_id AS budget_id, b.value AS budget_value,
        f.fact_id AS final_id, f.value AS final_value,
        100 * f.value / nullif(b.value, 0) AS exact,
        100 * f.half / nullif(abs(b.value), 0) + abs(exact) * b.half / nullif(abs(b.value), 0) AS blur,
        row_number() OVER (
            PARTITION BY r.fact_id
            ORDER BY
                exact IS NULL,
                abs(r.value - exact) > r.half + blur,
                abs(r.value - exact) > r.half + blur + r.step,
                b.fund <> r.fund,
                list_position(r.budgets, b.measure),
                b.fact_id, f.fact_id
        ) AS place
    FROM rate r
    JOIN printed b
        ON b.tables_id = r.tables_id AND b.org_id = r.org_id AND b.fiscal_year = r.fiscal_year AND b.part = r.part
        AND b.concept = r.concept AND b.code = r.code AND b.item IS NULL AND list_contains(r.budgets, b.measure)
        AND b.unit = 'CNY' AND b.sure AND NOT b.doubled
    JOIN printed f
        ON f.tables_id = b.tables_id AND f.org_id = b.org_id AND f.fiscal_year = b.fiscal_year AND f.part = b.part
        AND f.concept = b.concept AND f.code = b.code AND f.item IS NULL AND f.measure = 'final' AND f.fund = b.fund
        AND f.statutory_table = b.statutory_table AND f.unit = 'CNY' AND f.sure AND NOT f.doubled
    WHERE b.fund = r.fund OR r.concept LIKE 'three_public%'
)
SELECT
    r.doc_id,
    r.fact_id AS scope,
    CASE
        WHEN t.exact IS NULL THEN 'not_applicable'
        WHEN abs(r.value - t.exact) <= r.half + t.blur THEN 'pass'
        WHEN abs(r.value - t.exact) <= r.half + t.blur + r.step THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN t.exact IS NULL THEN 'budget of 0' END AS missing,
    r.value AS actual,
    t.exact::DECIMAL(24, 6) AS expected,
    [r.fact_id, t.final_id, t.budget_id] AS evidence,
    CASE WHEN outcome IN ('near', 'fail') THEN [
        (round(t.exact / r.step) * r.step)::DECIMAL(24, 6),
        (t.budget_value * r.value / 100)::DECIMAL(24, 6),
        coalesce(100 * t.final_value / nullif(r.value, 0), 0)::DECIMAL(24, 6)
    ] END AS implied,
    NULL::VARCHAR AS suspect,
    r.page,
    format('文中{}完成预算{}%：{}÷{}＝{}%', coalesce(r.function_name, v.concept_name, r.concept), plain(r.value),
        in_yuan(t.final_value), in_yuan(t.budget_value), plain(t.exact)) AS message_zh,
    format('the text gives {} a completion of {}%: {} / {} = {}%',
        CASE WHEN r.code = '' THEN coalesce(v.concept_name_en, r.concept) ELSE r.code END, plain(r.value),
        in_yuan_en(t.final_value), in_yuan_en(t.budget_value), plain(t.exact)) AS message_en
FROM rate r
JOIN tried t ON t.fact_id = r.fact_id AND t.place = 1
LEFT JOIN v_concept v ON v.concept = r.concept
