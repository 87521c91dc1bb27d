-- Performance forms for the checks: `project_amount` every amount of a project's head, `named_amount` every amount of money that
-- its indicators and goals name, with the words before it. Forms keep no decimals: an amount counts as printed with the
-- decimals that it shows in 万元. Temporary, for one audit.
CREATE OR REPLACE TEMP MACRO places_of(x) AS
    length(regexp_extract(rtrim(rtrim(x::DECIMAL(24, 6)::VARCHAR, '0'), '.'), '\.(\d+)$', 1));
CREATE OR REPLACE TEMP MACRO half_of(x) AS (5 / power(10::DOUBLE, places_of(x) + 1))::DECIMAL(24, 7);
CREATE OR REPLACE TEMP MACRO as_printed(x, factor) AS struct_pack(
    value := x,
    half := (half_of(x / factor) * factor)::DECIMAL(24, 7),
    factor := factor
);

CREATE OR REPLACE TEMP TABLE project AS
SELECT
    p.*,
    concat_ws('/', p.part, p.name, coalesce(p.table_id, p.section_id, '')) AS place,
    count(*) OVER (PARTITION BY p.doc_id, p.part, p.name) AS namesakes
FROM performance_project p
SEMI JOIN audited a USING (doc_id)
WHERE p.confidence >= 0.9 AND p.layout <> 'department';

CREATE OR REPLACE TEMP TABLE project_amount AS
FROM (
    UNPIVOT (
        SELECT
            doc_id, project_id, initial_amount, budget_amount, executed_amount, fiscal_amount, fiscal_executed_amount,
            other_amount, other_executed_amount
        FROM project
    )
    ON initial_amount, budget_amount, executed_amount, fiscal_amount, fiscal_executed_amount, other_amount, other_executed_amount
    INTO NAME kind VALUE amount
)
WHERE amount <> 0;

CREATE OR REPLACE TEMP TABLE named_amount AS
WITH cell AS (
    SELECT doc_id, project_id, 'target' || ord AS cell, level2, level3, target_text AS text, page FROM performance_indicator
    UNION ALL BY NAME
    SELECT doc_id, project_id, 'actual' || ord AS cell, level2, level3, actual_text AS text, page FROM performance_indicator
    UNION ALL BY NAME
    SELECT doc_id, project_id, 'expected_goal' AS cell, expected_goal AS text, page FROM performance_project
    UNION ALL BY NAME
    SELECT doc_id, project_id, 'actual_goal' AS cell, actual_goal AS text, page FROM performance_project
),
found AS (
    SELECT
        p.doc_id, p.project_id, p.name, p.place, c.cell, c.level2, c.level3, c.text, coalesce(c.page, p.page) AS page,
        unnest(regexp_extract_all(c.text, '[^0-9.，,；;。、：:]{0,10}[0-9][0-9,]*(?:\.[0-9]+)?(?:亿元|万元|万|元)(?:[^/／每]|$)')) AS phrase
    FROM cell c
    JOIN project p USING (doc_id, project_id)
    WHERE regexp_matches(c.text, '[0-9](亿元|万元|万|元)')
)
SELECT
    *,
    row_number() OVER (PARTITION BY doc_id, project_id, cell ORDER BY phrase) AS number,
    regexp_extract(phrase, '^([^0-9]*)', 1) AS words,
    replace(regexp_extract(phrase, '([0-9][0-9,]*(?:\.[0-9]+)?)', 1), ',', '') AS digits,
    CASE regexp_extract(phrase, '(亿元|万元|万|元)', 1) WHEN '亿元' THEN 100000000 WHEN '元' THEN 1 ELSE 10000 END AS factor,
    (digits::DECIMAL(24, 6) * factor)::DECIMAL(24, 6) AS value
FROM found
WHERE length(digits) <= 15;
