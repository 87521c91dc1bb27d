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
amount AS (FROM printed WHERE item IS NULL AND unit = 'CNY' AND sure AND NOT doubled),
spent AS (
    SELECT b.*, f.fact_id AS final_id, f.value AS final_value, f.half AS final_half
    FROM amount b
    JOIN amount f USING (tables_id, statutory_table, org_id, fiscal_year, part, concept, code, fund)
    WHERE b.measure IN ('initial_budget', 'adjusted_budget', 'budget') AND f.measure = 'final'
),
tried AS (
    SELECT
        r.*,
        b.final_id AS part_id, b.final_value AS part_value, b.final_half AS part_half,
        b.fact_id AS whole_id, b.value AS whole_value, b.half AS whole_half,
        FALSE AS doubled,
        (b.fund <> r.fund, list_position(r.budgets, b.measure), b.fact_id, b.final_id) AS preference
    FROM rate r
    JOIN spent b USING (tables_id, org_id, fiscal_year, part, concept, code)
    WHERE list_contains(r.budgets, b.measure) AND (b.fund = r.fund OR r.concept LIKE 'three_public%')
)
SELECT * FROM percent_of_table('tried', '完成预算', 'completion', 'budget')
