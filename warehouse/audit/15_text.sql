-- What the running text states, bound together: `stated` is every sure figure of the text, `told_of` what a report says of
-- one thing wherever it says it, `trend` a change or a rate of change with the figures that it is about. Temporary, for one
-- audit.
CREATE OR REPLACE TEMP MACRO low(x) AS greatest(abs(x.value) - x.half, 0)::DOUBLE;
CREATE OR REPLACE TEMP MACRO high(x) AS (abs(x.value) + x.half)::DOUBLE;
-- Whether a printed percentage can be part / whole in size, all three being intervals. `slack` is what it may be off more:
-- 0, or a step of its last place.
CREATE OR REPLACE TEMP MACRO is_ratio(percent, part, whole, slack) AS
    abs(percent.value)::DOUBLE + percent.half + slack + 0.0000005 >= 100 * low(part) / nullif(high(whole), 0)
    AND (
        low(whole) = 0
        OR abs(percent.value)::DOUBLE - percent.half - slack - 0.0000005 <= 100 * high(part) / nullif(low(whole), 0)
    );
CREATE OR REPLACE TEMP MACRO ratio(part, whole) AS
    (100 * abs(part.value)::DOUBLE / nullif(abs(whole.value)::DOUBLE, 0))::DECIMAL(24, 6);
CREATE OR REPLACE TEMP MACRO minus(a, b) AS
    struct_pack(value := (a.value - b.value)::DECIMAL(24, 6), half := (a.half + b.half)::DECIMAL(24, 7));
CREATE OR REPLACE TEMP MACRO plus(a, b) AS
    struct_pack(value := (a.value + b.value)::DECIMAL(24, 6), half := (a.half + b.half)::DECIMAL(24, 7));
-- An amount in the unit of a figure of the text, as a reader expects it.
CREATE OR REPLACE TEMP MACRO size_in(x, factor) AS plain(abs(x) / factor);

CREATE OR REPLACE TEMP TABLE stated AS
SELECT
    fact_id, doc_id, org_id, part, section_id, fiscal_year, report_year, is_budget,
    concept, measure, fund, code, function_code, economic_code, base, unit, value_reported, char_start, char_end, page,
    value, half, step,
    CASE WHEN measure IN ('change', 'change_rate') AND regexp_full_match(item, '(19|20)\d\d') THEN item ELSE '' END AS base_year,
    CASE WHEN base_year = '' THEN coalesce(item, '') ELSE '' END AS subject,
    concat_ws('/', concept, fund, code, subject) AS thing,
    CASE
        WHEN measure IN ('change', 'change_rate') THEN concat_ws('/', base, base_year)
        WHEN measure IN ('prior_final', 'prior_budget') THEN
            concat_ws('/', measure, CASE WHEN fiscal_year = report_year - 1 THEN '' ELSE fiscal_year::VARCHAR END)
        ELSE measure || '/'
    END AS versus,
    measure IN ('final', 'initial_budget', 'adjusted_budget', 'budget') AND (fiscal_year IS NULL OR fiscal_year = report_year)
        AS is_current,
    is_current AND measure = CASE WHEN is_budget THEN 'initial_budget' ELSE 'final' END AS is_main,
    struct_pack(fact_id, value, half, step, factor, unit, char_start, char_end, page) AS it
FROM (
    SELECT * REPLACE (  -- counts are exact
        CASE WHEN unit IN ('CNY', 'percent', 'score') THEN half ELSE 0 END::DECIMAL(24, 7) AS half,
        CASE WHEN unit IN ('CNY', 'percent', 'score') THEN step ELSE 0 END::DECIMAL(24, 6) AS step
    )
    FROM figure
    WHERE source = 'text' AND sure AND char_start IS NOT NULL AND unit <> 'percentage_point'
);

-- One row for a thing that a part of a report tells: the finest figure, and whether all that is told of it agrees.
CREATE OR REPLACE TEMP TABLE told_of AS
SELECT
    doc_id, org_id, part, thing, measure,
    any_value(concept) AS concept, any_value(fund) AS fund, any_value(code) AS code, any_value(subject) AS subject,
    bool_or(is_main) AS is_main,
    arg_min(it, half) AS it,
    max(value - half) <= min(value + half) AS one_value
FROM stated
WHERE is_current
GROUP BY ALL;

-- A rate takes the change that stands nearest before it in its section, else the one close behind it; both take the current
-- figure of the same thing nearest before them (else the only one that the report tells), and the prior figure printed
-- between. A change without a rate is a row of its own.
CREATE OR REPLACE TEMP TABLE trend AS
WITH rate AS (
    FROM stated WHERE measure = 'change_rate' AND unit = 'percent'
),
change AS (
    FROM stated WHERE measure = 'change' AND unit <> 'percent'
),
before AS (
    SELECT r.fact_id, c.it
    FROM rate r
    ASOF JOIN change c
        ON c.doc_id = r.doc_id AND c.section_id = r.section_id AND c.thing = r.thing AND c.versus = r.versus
        AND r.char_start > c.char_start
    WHERE r.char_start - c.char_end <= 40
),
behind AS (
    SELECT r.fact_id, c.it
    FROM rate r
    ASOF JOIN change c
        ON c.doc_id = r.doc_id AND c.section_id = r.section_id AND c.thing = r.thing AND c.versus = r.versus
        AND r.char_start < c.char_start
    WHERE c.char_start - r.char_end <= 20
),
paired AS (
    SELECT r.*, r.it AS rate, coalesce(b.it, h.it) AS change
    FROM rate r
    LEFT JOIN before b USING (fact_id)
    LEFT JOIN behind h USING (fact_id)
),
anchor AS (
    SELECT
        fact_id, doc_id, org_id, part, section_id, thing, concept, versus, base, base_year, is_budget, report_year, page,
        value_reported, rate, change, least(char_start, coalesce(change.char_start, char_start)) AS place
    FROM paired
    UNION ALL BY NAME
    SELECT
        fact_id, doc_id, org_id, part, section_id, thing, concept, versus, base, base_year, is_budget, report_year, page,
        value_reported, NULL AS rate, it AS change, char_start AS place
    FROM change c
    WHERE NOT EXISTS (FROM paired p WHERE p.change.fact_id = c.fact_id)
),
current AS (
    SELECT a.fact_id, c.it
    FROM anchor a
    ASOF JOIN (FROM stated WHERE is_main) c
        ON c.doc_id = a.doc_id AND c.section_id = a.section_id AND c.thing = a.thing AND a.place > c.char_start
),
prior AS (
    SELECT a.fact_id, p.it
    FROM anchor a
    ASOF JOIN (FROM stated WHERE measure IN ('prior_final', 'prior_budget', 'budget', 'initial_budget', 'adjusted_budget')) p
        ON p.doc_id = a.doc_id AND p.section_id = a.section_id AND p.thing = a.thing AND p.versus = a.versus
        AND a.place > p.char_start
    WHERE a.place - p.char_end <= 60
)
SELECT
    a.*,
    coalesce(c.it, CASE WHEN t.one_value THEN t.it END) AS current,
    p.it AS prior,
    CASE WHEN current IS NOT NULL AND change IS NOT NULL THEN minus(current, change) END AS implied,
    CASE WHEN current IS NOT NULL AND change IS NOT NULL THEN plus(current, change) END AS reversed
FROM anchor a
LEFT JOIN current c USING (fact_id)
LEFT JOIN prior p USING (fact_id)
LEFT JOIN told_of t ON t.doc_id = a.doc_id AND t.org_id = a.org_id AND t.part = a.part AND t.thing = a.thing AND t.is_main;

-- A completion with the final figure and the budgets of the same thing, nearest before it in its section, else the only ones
-- that the report tells. `named` is the budget that the words name, `other` another one.
CREATE OR REPLACE TEMP TABLE completion AS
WITH rate AS (
    FROM stated WHERE measure = 'completion_rate' AND unit = 'percent'
),
met AS (
    SELECT r.fact_id, m.measure, p.it
    FROM rate r
    CROSS JOIN (VALUES ('final'), ('initial_budget'), ('adjusted_budget'), ('budget')) m (measure)
    ASOF JOIN (FROM stated WHERE is_current) p
        ON p.doc_id = r.doc_id AND p.section_id = r.section_id AND p.thing = r.thing AND p.measure = m.measure
        AND r.char_start > p.char_start
),
told AS (
    SELECT r.fact_id, t.measure, t.it
    FROM rate r
    JOIN told_of t ON t.doc_id = r.doc_id AND t.org_id = r.org_id AND t.part = r.part AND t.thing = r.thing AND t.one_value
    ANTI JOIN met m ON m.fact_id = r.fact_id AND m.measure = t.measure
),
known AS (
    SELECT
        fact_id,
        any_value(it) FILTER (measure = 'final') AS final,
        any_value(it) FILTER (measure = 'initial_budget') AS initial_budget,
        any_value(it) FILTER (measure = 'adjusted_budget') AS adjusted_budget,
        any_value(it) FILTER (measure = 'budget') AS budget
    FROM (FROM met UNION ALL FROM told)
    GROUP BY ALL
)
SELECT
    *,
    coalesce(named.value <> 0 AND is_ratio(it, final, named, 0), FALSE) AS fits_named,
    coalesce(other.value <> 0 AND is_ratio(it, final, other, 0), FALSE) AS fits_other,
    coalesce(named.value <> 0 AND is_ratio(it, final, named, step), FALSE) AS nearly
FROM (
    SELECT
        r.*,
        k.final,
        CASE r.base
            WHEN 'initial_budget' THEN k.initial_budget
            WHEN 'adjusted_budget' THEN k.adjusted_budget
            ELSE coalesce(k.budget, k.adjusted_budget, k.initial_budget)
        END AS named,
        CASE r.base
            WHEN 'initial_budget' THEN coalesce(k.adjusted_budget, k.budget)
            WHEN 'adjusted_budget' THEN coalesce(k.initial_budget, k.budget)
            ELSE CASE WHEN k.budget IS NULL THEN k.initial_budget ELSE coalesce(k.adjusted_budget, k.initial_budget) END
        END AS other
    FROM rate r
    LEFT JOIN known k USING (fact_id)
);
