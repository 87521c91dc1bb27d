-- What checks of one sort end with, as macros over what each of them has met (the name of its CTE). Temporary, for one audit.

-- A percentage of the text against part / whole, of which the tables print at least one. `tried` is a figure of `said` with its
-- candidates: part_id, part_value, part_half, the same of the whole, `doubled` where the part is not known, and the order of
-- `preference` among candidates that fit alike. A whole of 0 has no rate.
CREATE OR REPLACE TEMP MACRO percent_of_table(tried, verb_zh, name_en, whole_en) AS TABLE
WITH best AS (
    SELECT
        *,
        100 * part_value / nullif(whole_value, 0) AS exact,
        100 * part_half / nullif(abs(whole_value), 0) + abs(exact) * whole_half / nullif(abs(whole_value), 0) AS blur,
        abs(value - exact) - (half + blur) AS excess
    FROM query_table(tried)
    QUALIFY row_number() OVER (PARTITION BY fact_id ORDER BY exact IS NULL, excess > 0, excess > step, preference) = 1
)
SELECT
    b.doc_id,
    b.fact_id AS scope,
    CASE WHEN exact IS NULL OR doubled THEN 'not_applicable' ELSE by_excess(excess, step) END AS outcome,
    CASE WHEN exact IS NULL THEN whole_en || ' of 0' WHEN doubled THEN 'the tables print two figures' END AS missing,
    b.value AS actual,
    exact::DECIMAL(24, 6) AS expected,
    [b.fact_id, part_id, whole_id] AS evidence,
    CASE WHEN outcome IN ('near', 'fail') THEN [
        at_step(exact, b.step),
        (whole_value * b.value / 100)::DECIMAL(24, 6),
        coalesce(100 * part_value / nullif(b.value, 0), 0)::DECIMAL(24, 6)
    ] END AS implied,
    b.page,
    format('文中{}{}{}%：{}÷{}＝{}%', coalesce(b.function_name, v.concept_name, b.concept), verb_zh, plain(b.value),
        in_yuan(part_value), in_yuan(whole_value), plain(exact)) AS message_zh,
    format('the text gives {} a {} of {}%: {} / {} = {}%',
        CASE WHEN b.code = '' THEN coalesce(v.concept_name_en, b.concept) ELSE b.code END, name_en, plain(b.value),
        in_yuan_en(part_value), in_yuan_en(whole_value), plain(exact)) AS message_en
FROM best b
LEFT JOIN v_concept v ON v.concept = b.concept;

-- A figure of the text that a figure of a table bounds, from above or below: by how much it is `over` the bound. `pairs` has the
-- figure of `said`, the row of `printed` as `bounding` (its table), bound_id, bound, bound_half, bound_step, `clear` where it is known, and the messages.
-- An inequality that holds says little of either figure.
CREATE OR REPLACE TEMP MACRO bound_by_table(pairs) AS TABLE
SELECT
    doc_id,
    fact_id || '/' || bounding AS scope,
    CASE WHEN clear THEN by_excess(over - half - bound_half, greatest(step, bound_step)) ELSE 'not_applicable' END AS outcome,
    CASE WHEN NOT clear THEN 'one clear figure of the table' END AS missing,
    value AS actual,
    bound AS expected,
    CASE WHEN outcome IN ('near', 'fail') THEN [fact_id, bound_id] END AS evidence,
    page,
    message_zh,
    message_en
FROM query_table(pairs);

-- A figure beside what another report of the organisation publishes for it. `met` has a row for each statement of the other
-- report (other_id, other_value, other_half, other_step, from_table) with its year; the own figure may be computed, as
-- `formula` says, from the figures in `facts`. One statement that agrees is enough, and statements that disagree with each other
-- say nothing. `own` and `other` are what the two are called.
CREATE OR REPLACE TEMP MACRO against_report(met, own_zh, own_en, other_zh, other_en, unsure) AS TABLE
WITH judged AS (
    SELECT
        fact_id, other_year,
        any_value(doc_id) AS doc_id, any_value(facts) AS facts, any_value(value) AS value, any_value(formula) AS formula,
        min(abs(value - other_value) - half - other_half) AS excess,
        greatest(max(step), max(other_step)) AS last_place,
        max(other_value) - min(other_value) <= max(other_step) AS agreed,
        arg_min(other_id, (NOT from_table, other_id)) AS other_id,
        arg_min(other_value, (NOT from_table, other_id)) AS other_value
    FROM query_table(met)
    GROUP BY ALL
),
told AS (
    SELECT
        j.*, f.page, f.code, f.function_name, f.concept,
        plain(j.value / f.factor) || coalesce(f.unit_reported, '') AS own,
        plain(other_value / f.factor) || coalesce(f.unit_reported, '') AS other,
        plain((j.value - other_value) / f.factor) || coalesce(f.unit_reported, '') AS difference
    FROM judged j
    JOIN figure f USING (fact_id)
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE WHEN agreed OR excess <= last_place THEN by_excess(excess, last_place) ELSE 'not_applicable' END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN unsure END AS missing,
    value AS actual,
    other_value AS expected,
    list_append(facts, other_id) AS evidence,
    fact_id AS suspect,
    page,
    format('{}{}{}{}{}，{}为{}，相差{}', coalesce(code || function_name || ' ', ''), coalesce(c.concept_name, t.concept), own_zh,
        coalesce(formula || '＝', ''), own, format(other_zh, other_year), other, difference) AS message_zh,
    format('{}{} {}{}; {} {}; off by {}', concat_ws(' ', nullif(code, ''), coalesce(c.concept_name_en, t.concept)), own_en,
        coalesce(in_latin(formula) || ' = ', ''), own, format(other_en, other_year), other,
        difference) AS message_en
FROM told t
LEFT JOIN v_concept c USING (concept);
