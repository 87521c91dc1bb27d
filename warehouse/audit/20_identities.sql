-- Evaluates every declared identity over all reports at once. check_term names the operands (schemas/check.py,
-- warehouse/identities.py): which figures of which table, on which side, and what the evaluation is keyed by. An operand with
-- several readings (`rank`) takes the first that the report prints. A blank is no operand. One figure that is printed twice
-- alike (合计, and the row of the only unit) is one operand. A sum of a table that does not close says nothing where the reader
-- found a figure without a concept that may be one of its terms (table_check without an outcome).
--
-- Small keys make it fast: `place` numbers what is compared with itself (a report, an organisation, a part, a measure), `shape`
-- says what a row's code is, so that the terms meet the figures by equality alone; `rule` is a check's number.
CREATE OR REPLACE TEMP TABLE place AS
SELECT row_number() OVER () AS place, *
FROM (
    SELECT DISTINCT doc_id, org_id, part, measure
    FROM figure
    WHERE source = 'table' AND statutory_table IS NOT NULL AND unit = 'CNY' AND item IS NULL
) compared;

CREATE OR REPLACE TEMP TABLE amount AS
SELECT
    p.place, f.fact_id, f.statutory_table, f.concept, f.fund, f.code, f.value, f.half, f.step, f.sure,
    CASE
        WHEN f.code = '' THEN 'total'
        WHEN f.economic_code IS NULL THEN CASE length(f.code) WHEN 3 THEN 'class' WHEN 5 THEN 'section' ELSE 'item' END
        WHEN f.function_code IS NULL THEN CASE length(f.code) WHEN 3 THEN 'group' ELSE 'entry' END
        ELSE 'both'
    END AS shape
FROM figure f
JOIN place p USING (doc_id, org_id, part, measure)
WHERE f.source = 'table' AND f.statutory_table IS NOT NULL AND f.unit = 'CNY' AND f.item IS NULL;

-- The terms spelt out: a row for each table, concept, fund and shape that is met. `slot` numbers the single figures of a rule.
CREATE OR REPLACE TEMP TABLE spelt_term AS
WITH met AS (SELECT DISTINCT statutory_table, concept, fund, shape FROM amount)
SELECT
    n.ord::SMALLINT AS rule, t.side, t.ord, t.rank, t.single, t.required, t.code AS only_code,
    t.pick = 'children' AS is_child,
    t.pick IN ('same', 'class', 'code', 'parent', 'children') AS is_keyed,
    m.*,
    CASE WHEN t.fund = '*key' THEN m.fund ELSE '' END AS key_fund,
    CASE WHEN t.concept = '*key' THEN m.concept ELSE '' END AS key_concept,
    t.ord * 7 + CASE WHEN t.fund = '*any' THEN 0 ELSE
        list_position(['all', 'fiscal', 'general_public', 'gov_fund', 'state_capital', 'fiscal_account'], m.fund) END AS slot,
    max(t.rank) OVER (PARTITION BY t.rule_id, t.ord) > min(t.rank) OVER (PARTITION BY t.rule_id, t.ord) AS has_readings
FROM check_term t
JOIN check_list n USING (rule_id)
JOIN met m
    ON m.statutory_table = t.statutory_table
    AND t.concept IN ('*key', m.concept)
    AND t.fund IN ('*key', '*any', m.fund)
    AND CASE t.pick
        WHEN 'none' THEN m.shape = 'total'
        WHEN 'class' THEN m.shape = 'class'
        WHEN 'classes' THEN m.shape = 'class' OR (m.shape = 'group' AND t.concept = '*key')
        WHEN 'code' THEN m.shape IN ('class', 'section', 'item')
        WHEN 'parent' THEN m.shape IN ('class', 'section', 'group')
        WHEN 'children' THEN m.shape IN ('section', 'item', 'entry')
        WHEN 'fixed' THEN m.shape <> 'total'
        ELSE TRUE
    END;

CREATE OR REPLACE TEMP TABLE operand AS
WITH matched AS (
    SELECT
        t.rule, t.side, t.ord, t.rank, t.single, t.required, t.has_readings, t.slot, t.key_fund, t.key_concept,
        CASE WHEN t.is_child THEN left(a.code, -2) WHEN t.is_keyed THEN a.code ELSE '' END AS key_code,
        a.place, a.fact_id, a.value, a.half, a.step, a.sure
    FROM amount a
    JOIN spelt_term t USING (statutory_table, concept, fund, shape)
    WHERE t.only_code IS NULL OR t.only_code = a.code
),
chosen AS (
    FROM matched WHERE NOT has_readings
    UNION ALL
    FROM matched
    WHERE has_readings
    QUALIFY rank = min(rank) OVER (PARTITION BY rule, place, key_code, key_fund, key_concept, ord)
)
-- a sum takes every figure once; one figure that is printed more than once counts once
SELECT rule, place, key_code, key_fund, key_concept, side, ord, single, slot, value, required, fact_id, half, step, sure
FROM chosen
WHERE NOT single
UNION ALL
SELECT
    rule, place, key_code, key_fund, key_concept, side, ord, single, slot, value,
    bool_or(required), min(fact_id), min(half), max(step), bool_and(sure)
FROM chosen
WHERE single
GROUP BY rule, place, key_code, key_fund, key_concept, side, ord, single, slot, value;

CREATE OR REPLACE TEMP TABLE evaluation AS
WITH sides AS (
    SELECT
        rule, place, key_code, key_fund, key_concept,
        sum(value) FILTER (side = 1) AS left_value,
        sum(value) FILTER (side = 2) AS right_value,
        sum(half) AS slack,
        max(step) AS step,
        bool_and(sure) AS sure,
        bit_or(1::UBIGINT << ord) FILTER (required) AS stated,
        -- an operand that is one figure and was met with two values is not known
        count(*) FILTER (single) > bit_count(bit_or(1::UBIGINT << slot) FILTER (single)) AS doubled,
        list(fact_id) FILTER (side = 1) AS left_facts,
        list(fact_id) FILTER (side = 2) AS right_facts
    FROM operand
    GROUP BY ALL
),
unread AS (
    SELECT DISTINCT doc_id, identity AS rule_id FROM table_check WHERE closes IS NULL
),
demanded AS (
    SELECT rule_id, list({'ord': ord, 'label': label} ORDER BY ord) AS terms
    FROM (SELECT rule_id, ord, min(label) AS label FROM check_term WHERE required GROUP BY rule_id, ord) operands
    GROUP BY rule_id
)
SELECT
    s.* EXCLUDE (rule, place, stated, doubled),
    c.rule_id,
    p.doc_id, p.org_id, p.part, p.measure,
    c.relation,
    left_value - right_value AS difference,
    CASE
        WHEN doubled THEN 'doubled'
        WHEN NOT sure THEN 'doubtful'
        WHEN left_value IS NULL THEN 'left'
        WHEN right_value IS NULL THEN 'right'
        WHEN u.doc_id IS NOT NULL AND abs(difference) > slack THEN 'unread'
        ELSE list_filter(n.terms, lambda t: coalesce(s.stated, 0) & (1::UBIGINT << t.ord) = 0)[1].label
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
JOIN place p USING (place)
JOIN check_list c ON c.ord = s.rule
LEFT JOIN demanded n ON n.rule_id = c.rule_id
LEFT JOIN unread u ON u.rule_id = c.rule_id AND u.doc_id = p.doc_id;

-- By far the largest; nothing else reads it.
DROP TABLE operand;
