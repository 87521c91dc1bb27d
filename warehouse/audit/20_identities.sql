-- Evaluates every declared identity over all reports at once. check_term names the operands (schemas/check.py,
-- warehouse/identities.py): which figures of which table, on which side, and what the evaluation is keyed by.
-- An operand with several readings (`rank`) takes the first that the report prints. A blank is no operand. One figure that
-- is printed twice alike (合计, and the row of the only unit) is one operand.
CREATE OR REPLACE TEMP TABLE operand AS
WITH amount AS (
    SELECT
        fact_id, doc_id, org_id, part, statutory_table, concept, measure, fund, function_code, economic_code, code,
        value, half, step, sure
    FROM figure
    WHERE source = 'table' AND statutory_table IS NOT NULL AND unit = 'CNY' AND item IS NULL
),
matched AS (
    SELECT
        t.rule_id, t.side, t.ord, t.rank, t.single, t.required,
        a.doc_id, a.org_id, a.part, a.measure,
        CASE t.pick
            WHEN 'same' THEN a.code
            WHEN 'class' THEN a.code
            WHEN 'code' THEN a.code
            WHEN 'parent' THEN a.code
            WHEN 'children' THEN left(a.code, length(a.code) - 2)
            ELSE ''
        END AS key_code,
        CASE WHEN t.fund = '*key' THEN a.fund ELSE '' END AS key_fund,
        CASE WHEN t.concept = '*key' THEN a.concept ELSE '' END AS key_concept,
        CASE WHEN t.fund = '*any' THEN '' ELSE a.fund END AS one_fund,
        a.fact_id, a.value, a.half, a.step, a.sure
    FROM check_term t
    JOIN amount a
        ON a.statutory_table = t.statutory_table
        AND (t.concept = '*key' OR a.concept = t.concept)
        AND (t.fund IN ('*key', '*any') OR a.fund = t.fund)
        AND CASE t.pick
            WHEN 'none' THEN a.code = ''
            WHEN 'same' THEN TRUE
            WHEN 'fixed' THEN a.code = t.code
            WHEN 'classes' THEN length(a.code) = 3 AND (a.economic_code IS NULL OR t.concept = '*key')
            WHEN 'class' THEN length(a.function_code) = 3 AND a.economic_code IS NULL
            WHEN 'code' THEN a.function_code IS NOT NULL AND a.economic_code IS NULL
            WHEN 'parent' THEN a.code <> '' AND (a.function_code IS NULL OR a.economic_code IS NULL)
            WHEN 'children' THEN length(a.code) > 3 AND (a.function_code IS NULL OR a.economic_code IS NULL)
        END
)
SELECT *
FROM matched
QUALIFY
    rank = min(rank) OVER (PARTITION BY rule_id, doc_id, org_id, part, measure, key_code, key_fund, key_concept, side, ord)
    AND (NOT single OR fact_id = min(fact_id) OVER (
        PARTITION BY rule_id, doc_id, org_id, part, measure, key_code, key_fund, key_concept, side, ord, rank, one_fund,
            value
    ));

CREATE OR REPLACE TEMP TABLE evaluation AS
WITH sides AS (
    SELECT
        rule_id, doc_id, org_id, part, measure, key_code, key_fund, key_concept,
        sum(value) FILTER (side = 1) AS left_value,
        sum(value) FILTER (side = 2) AS right_value,
        sum(half) AS slack,
        max(step) AS step,
        bool_and(sure) AS sure,
        list(DISTINCT ord) FILTER (required) AS stated,
        list(fact_id ORDER BY ord, fact_id) FILTER (side = 1) AS left_facts,
        list(fact_id ORDER BY ord, fact_id) FILTER (side = 2) AS right_facts,
        list(value ORDER BY ord, fact_id) FILTER (side = 1) AS left_values,
        list(value ORDER BY ord, fact_id) FILTER (side = 2) AS right_values
    FROM operand
    GROUP BY ALL
),
-- An operand that is one figure and was met twice with two values is not known.
doubled AS (
    SELECT DISTINCT rule_id, doc_id, org_id, part, measure, key_code, key_fund, key_concept
    FROM operand
    WHERE single
    GROUP BY rule_id, doc_id, org_id, part, measure, key_code, key_fund, key_concept, side, ord, rank, one_fund
    HAVING count(*) > 1
),
demanded AS (
    SELECT rule_id, list({'ord': ord, 'label': label} ORDER BY ord, label) AS terms
    FROM (SELECT rule_id, ord, min(label) AS label FROM check_term WHERE required GROUP BY rule_id, ord) operands
    GROUP BY rule_id
)
SELECT
    s.* EXCLUDE (stated),
    c.relation,
    left_value - right_value AS difference,
    CASE
        WHEN d.rule_id IS NOT NULL THEN 'doubled'
        WHEN NOT sure THEN 'doubtful'
        WHEN left_value IS NULL THEN 'left'
        WHEN right_value IS NULL THEN 'right'
        ELSE list_filter(n.terms, lambda t: NOT list_contains(coalesce(s.stated, []), t.ord))[1].label
    END AS missing,
    CASE
        WHEN missing IS NOT NULL THEN 'not_applicable'
        WHEN c.relation = '>=' AND difference >= -slack THEN 'pass'
        WHEN c.relation = '=' AND abs(difference) <= slack THEN 'pass'
        WHEN c.relation = '>=' AND difference >= -slack - step THEN 'near'
        WHEN c.relation = '=' AND abs(difference) <= slack + step THEN 'near'
        ELSE 'fail'
    END AS outcome
FROM sides s
JOIN check_list c USING (rule_id)
LEFT JOIN demanded n USING (rule_id)
LEFT JOIN doubled d USING (rule_id, doc_id, org_id, part, measure, key_code, key_fund, key_concept);
