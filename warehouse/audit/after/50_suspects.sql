-- Who is to blame: of the figures of a check that failed, the one that fails most checks, that fewest other tables repeat and
-- that passes fewest, one that another check names, a figure of the text before one of a table; where several are equal, the
-- only one that a known slip explains, else none is named. `implied` says what it would have to be. A judgement that names its
-- own suspect keeps it.
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
    coalesce(e.echoes, 0) AS echoes,
    n.suspect IS NOT NULL AS is_named,
    f.source = 'table' AS of_table,
    f.value,
    f.step,
    f.measure,
    u.doc_id IS NOT NULL AS is_odd
FROM accused a
LEFT JOIN (SELECT DISTINCT suspect FROM failing) n ON n.suspect = a.fact_id
LEFT JOIN figure f USING (fact_id)
-- a unit that hardly another amount of the report is printed in
LEFT JOIN (
    SELECT doc_id, factor
    FROM figure
    WHERE unit = 'CNY' AND value <> 0
    GROUP BY doc_id, factor
    QUALIFY count(*) * 20 < sum(count(*)) OVER (PARTITION BY doc_id)
) u ON u.doc_id = f.doc_id AND u.factor = f.factor AND f.unit = 'CNY'
-- other statutory tables that print the same amount for the same code or line: a slip is seldom made twice
LEFT JOIN (
    SELECT a.fact_id, count(DISTINCT o.statutory_table) AS echoes
    FROM accused a
    JOIN figure f USING (fact_id)
    JOIN figure o
        ON o.doc_id = f.doc_id AND o.statutory_table <> f.statutory_table AND o.part = f.part AND o.code = f.code
        AND o.concept = f.concept AND o.measure = f.measure AND o.value = f.value
    WHERE f.source = 'table' AND o.source = 'table' AND f.value <> 0
    GROUP BY a.fact_id
) e USING (fact_id)
LEFT JOIN (SELECT fact_id, count(*) AS passes FROM standing GROUP BY fact_id) p USING (fact_id);

CREATE OR REPLACE TEMP TABLE blamed AS
WITH foremost AS (
    SELECT w.number, w.fact_id, w.implied, w.outcome, slip_at(r.value, w.implied, r.step) AS slip
    FROM witness w
    JOIN record_of r USING (fact_id)
    -- an amount is not to blame for what only a negative one could mend
    WHERE coalesce(w.implied >= 0 OR r.value < 0 OR r.measure IN ('change', 'change_rate'), TRUE)
    QUALIFY rank() OVER (
        PARTITION BY w.number
        ORDER BY (r.is_odd AND coalesce(slip = 'unit', FALSE)) DESC, r.fails DESC, r.echoes, r.passes, r.is_named DESC, r.of_table
    ) = 1
),
named AS (
    FROM foremost QUALIFY count(*) OVER (PARTITION BY number) = 1
),
slipped AS (
    SELECT n.number, n.fact_id, n.implied
    FROM foremost n
    ANTI JOIN named USING (number)
    WHERE n.outcome = 'fail' AND n.slip IS NOT NULL
    -- one digit that is another, more or less, fits by chance more easily than two that changed places
    QUALIFY rank() OVER (PARTITION BY n.number ORDER BY n.slip IN ('digit', 'digit_more')) = 1
        AND count(*) OVER (PARTITION BY n.number, n.slip IN ('digit', 'digit_more')) = 1
)
SELECT
    f.number,
    coalesce(f.suspect, n.fact_id) AS suspect,
    CASE WHEN f.suspect IS NOT NULL THEN f.expected ELSE n.implied END AS implied
FROM failing f
LEFT JOIN (SELECT number, fact_id, implied FROM named UNION ALL FROM slipped) n USING (number);
