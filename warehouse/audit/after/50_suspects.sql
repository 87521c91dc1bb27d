-- Who is to blame: of the figures of a check that failed, the one that fails most checks and passes fewest, a figure of the
-- text before one of a table; where two are equal, none is named. `implied` says what it would have to be. A judgement that
-- names its own suspect keeps it.
CREATE OR REPLACE TEMP TABLE failing AS
SELECT *, row_number() OVER (ORDER BY doc_id, rule_id, scope) AS number FROM judgement WHERE outcome IN ('fail', 'near');

CREATE OR REPLACE TEMP TABLE witness AS
SELECT number, doc_id, outcome, unnest(evidence) AS fact_id, unnest(implied) AS implied FROM failing;

CREATE OR REPLACE TEMP TABLE record_of AS
WITH accused AS (SELECT DISTINCT fact_id FROM witness),
standing AS (
    SELECT unnest(evidence) AS fact_id
    FROM judgement
    SEMI JOIN (SELECT DISTINCT doc_id FROM failing) f USING (doc_id)
    WHERE outcome = 'pass' AND evidence IS NOT NULL
)
SELECT
    a.fact_id,
    (SELECT count(DISTINCT number) FROM witness w WHERE w.fact_id = a.fact_id AND w.outcome = 'fail') AS fails,
    coalesce(p.passes, 0) AS passes,
    f.source = 'table' AS of_table
FROM accused a
LEFT JOIN figure f USING (fact_id)
LEFT JOIN (SELECT fact_id, count(*) AS passes FROM standing GROUP BY fact_id) p USING (fact_id);

CREATE OR REPLACE TEMP TABLE blamed AS
WITH ranked AS (
    SELECT
        w.number,
        w.fact_id,
        w.implied,
        rank() OVER (PARTITION BY w.number ORDER BY r.fails DESC, r.passes, r.of_table) AS place,
        r.fails, r.passes
    FROM witness w
    JOIN record_of r USING (fact_id)
)
SELECT
    f.number,
    CASE WHEN f.suspect IS NOT NULL THEN f.suspect WHEN count(b.fact_id) = 1 THEN any_value(b.fact_id) END AS suspect,
    CASE WHEN f.suspect IS NOT NULL THEN f.expected WHEN count(b.fact_id) = 1 THEN any_value(b.implied) END AS implied
FROM failing f
LEFT JOIN ranked b ON b.number = f.number AND b.place = 1
GROUP BY f.number, f.suspect, f.expected;
