-- One row for every evaluation of every check: what the .sql checks give, too. `scope` names the place within the report at
-- which the check was evaluated, `evidence` the facts on both sides, `implied` what each of them would have to be, in their
-- order, if only it were wrong. Messages are made for what fails. Temporary, for one audit.
CREATE OR REPLACE TEMP TABLE judgement (
    rule_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('pass', 'near', 'fail', 'not_applicable')),
    missing VARCHAR,
    actual DECIMAL(24, 6),
    expected DECIMAL(24, 6),
    evidence VARCHAR[],
    implied DECIMAL(24, 6)[],
    suspect VARCHAR,
    slip VARCHAR,  -- the kind of error, where a check recognises it itself
    message_zh VARCHAR,
    message_en VARCHAR,
    page INTEGER
);

INSERT INTO judgement BY NAME
SELECT
    rule_id,
    doc_id,
    concat_ws('/', org_id, part, measure, key_concept, key_fund, key_code) AS scope,
    outcome,
    missing,
    left_value AS actual,
    right_value AS expected,
    list_concat(left_facts, right_facts) AS evidence
FROM evaluation
WHERE outcome IN ('pass', 'not_applicable');

INSERT INTO judgement BY NAME
WITH off AS (
    SELECT row_number() OVER () AS number, * FROM evaluation WHERE outcome IN ('fail', 'near')
),
side AS (
    SELECT number, 1 AS side, unnest(left_facts) AS fact_id FROM off
    UNION ALL
    SELECT number, 2, unnest(right_facts) FROM off
),
named AS (
    SELECT
        f.fact_id,
        coalesce(f.statutory_table, '')
            || ' ' || coalesce(nullif(f.code, ''), '') || coalesce(f.function_name, f.economic_name, '')
            || CASE WHEN f.code = '' THEN '' ELSE ' ' END || coalesce(c.concept_name, f.concept)
            || ' ' || f.value_reported AS zh,
        coalesce(f.statutory_table, '') || ' ' || CASE WHEN f.code = '' THEN '' ELSE f.code || ' ' END
            || coalesce(c.concept_name_en, f.concept) || ' ' || f.value_reported AS en
    FROM figure f
    LEFT JOIN v_concept c USING (concept)
    SEMI JOIN side USING (fact_id)
),
told AS (
    SELECT
        s.number,
        string_agg(n.zh, ' + ' ORDER BY f.table_id, f.row, f.col, f.fact_id) FILTER (s.side = 1) AS left_zh,
        string_agg(n.zh, ' + ' ORDER BY f.table_id, f.row, f.col, f.fact_id) FILTER (s.side = 2) AS right_zh,
        string_agg(n.en, ' + ' ORDER BY f.table_id, f.row, f.col, f.fact_id) FILTER (s.side = 1) AS left_en,
        string_agg(n.en, ' + ' ORDER BY f.table_id, f.row, f.col, f.fact_id) FILTER (s.side = 2) AS right_en,
        list(f.fact_id ORDER BY s.side, f.table_id, f.row, f.col, f.fact_id) AS facts,
        list((f.value + CASE s.side WHEN 1 THEN -e.difference ELSE e.difference END)::DECIMAL(24, 6)
            ORDER BY s.side, f.table_id, f.row, f.col, f.fact_id) AS implied
    FROM side s
    JOIN off e USING (number)
    JOIN figure f ON f.fact_id = s.fact_id AND f.doc_id = e.doc_id
    JOIN named n ON n.fact_id = s.fact_id
    GROUP BY ALL
)
SELECT
    e.rule_id,
    e.doc_id,
    concat_ws('/', e.org_id, e.part, e.measure, e.key_concept, e.key_fund, e.key_code) AS scope,
    e.outcome,
    e.left_value AS actual,
    e.right_value AS expected,
    t.facts AS evidence,
    t.implied,
    format('{}；{} {}，相差 {}', t.left_zh, CASE e.relation WHEN '=' THEN '应等于' ELSE '应不小于' END, t.right_zh,
        in_yuan(e.difference)) AS message_zh,
    format('{}; should {} {}; off by {}', t.left_en, CASE e.relation WHEN '=' THEN 'equal' ELSE 'be at least' END, t.right_en,
        in_yuan_en(e.difference)) AS message_en
FROM off e
JOIN told t USING (number);

-- Large, and taken over by now.
DROP TABLE evaluation;
