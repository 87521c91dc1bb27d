/*
id = "text_restated"
zh = "正文：同一个数前后一致"
en = "Text: the same figure is the same wherever the text states it"
basis = "同一口径、同一项目、同一年度的数在正文各处应当一致"
kind = "text"
severity = "error"
needs = "正文中两处以上印出的同一个数"
pass = ["text general_public expenditure final 332.77万元", "text general_public expenditure final 332.77万元"]
fail = ["text general_public expenditure final 332.77万元", "text general_public expenditure final 323.77万元"]
*/
-- Same concept, measure, fund, code, item, year and base. Left out: what is a list of like things (projects, their scores and
-- counts, equipment) and domestic reception where foreign reception makes it less than the whole. Where most places agree, the
-- odd one is to blame.
WITH abroad AS (
    SELECT DISTINCT doc_id FROM told_of WHERE starts_with(concept, 'foreign_reception') AND it.value <> 0
),
placed AS (
    SELECT s.*
    FROM stated s
    LEFT JOIN abroad a USING (doc_id)
    WHERE
        s.subject = ''
        AND NOT regexp_matches(s.concept, '^(performance|evaluation|equipment|staff)_')
        AND (s.measure <> 'share' OR s.base IS NOT NULL)
        AND NOT (a.doc_id IS NOT NULL AND s.concept IN ('three_public_reception', 'reception_batches', 'reception_persons'))
),
said AS (
    SELECT
        doc_id, org_id, part, thing, measure, base, base_year, fiscal_year,
        list(fact_id ORDER BY fact_id) AS facts,
        max(value - half) - min(value + half) AS gap,
        max(step) AS step
    FROM placed
    GROUP BY ALL
    HAVING count(*) > 1
),
odd AS (  -- the places of what differs, the figure that fewest places print first
    SELECT
        doc_id, facts,
        list(it ORDER BY agreeing, char_start, fact_id) AS places,
        count(*) AS count,
        count(*) FILTER (agreeing = 1) AS alone,
        count(DISTINCT value) AS values
    FROM (
        SELECT d.doc_id, d.facts, s.fact_id, s.it, s.value, s.char_start, count(*) OVER (PARTITION BY d.facts, s.value) AS agreeing
        FROM (SELECT *, unnest(facts) AS fact_id FROM said WHERE gap > 0) d
        JOIN stated s USING (fact_id)
    )
    GROUP BY ALL
)
SELECT
    s.doc_id,
    concat_ws('/', s.org_id, s.part, s.thing, s.measure, s.base, s.base_year, s.fiscal_year) AS scope,
    by_excess(gap, s.step) AS outcome,
    o.places[1].value AS actual,
    o.places[-1].value AS expected,
    s.facts AS evidence,
    CASE WHEN o.alone = 1 AND o.values = 2 AND o.count > 2 THEN o.places[1].fact_id END AS suspect,
    o.places[1].page AS page,
    format(
        '{}一处{}{}，另一处{}{}', coalesce(nullif(a.code, '') || ' ', '') || coalesce(c.concept_name, a.concept), a.value_reported,
        coalesce(a.unit_reported, ''), b.value_reported, coalesce(b.unit_reported, '')
    ) AS message_zh,
    format(
        '{}: {}{} in one place, {}{} in another', coalesce(nullif(a.code, '') || ' ', '') || coalesce(c.concept_name_en, a.concept),
        a.value_reported, coalesce(a.unit_reported, ''), b.value_reported, coalesce(b.unit_reported, '')
    ) AS message_en
FROM said s
LEFT JOIN odd o ON o.doc_id = s.doc_id AND o.facts = s.facts
LEFT JOIN figure a ON a.fact_id = o.places[1].fact_id
LEFT JOIN figure b ON b.fact_id = o.places[-1].fact_id
LEFT JOIN v_concept c ON c.concept = a.concept
