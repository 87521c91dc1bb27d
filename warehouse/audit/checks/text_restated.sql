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
WITH placed AS (
    SELECT s.*, concat_ws('/', s.org_id, s.part, s.thing, s.measure, s.base, s.base_year, s.fiscal_year) AS scope
    FROM stated s
    WHERE
        s.subject = ''
        AND NOT regexp_matches(s.concept, '^(performance|evaluation|equipment|staff)_')
        AND (s.measure <> 'share' OR s.base IS NOT NULL)
        AND NOT (s.concept IN ('three_public_reception', 'reception_batches', 'reception_persons') AND EXISTS (
            FROM told_of t WHERE t.doc_id = s.doc_id AND starts_with(t.concept, 'foreign_reception') AND t.it.value <> 0
        ))
),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY doc_id, scope, value) AS agreeing FROM placed
),
said AS (
    SELECT
        doc_id, scope,
        list(fact_id ORDER BY char_start, section_id, fact_id) AS evidence,
        list(it ORDER BY agreeing, char_start, section_id) AS places,
        count(*) AS count,
        count(*) FILTER (agreeing = 1) AS alone,
        count(DISTINCT value) AS values,
        max(value - half) - min(value + half) AS gap,
        max(step) AS step
    FROM counted
    GROUP BY ALL
    HAVING count(*) > 1
)
SELECT
    s.doc_id,
    s.scope,
    CASE WHEN gap <= 0 THEN 'pass' WHEN gap <= s.step THEN 'near' ELSE 'fail' END AS outcome,
    NULL AS missing,
    s.places[1].value AS actual,
    s.places[-1].value AS expected,
    s.evidence,
    CASE WHEN alone = 1 AND values = 2 AND s.count > 2 THEN s.places[1].fact_id END AS suspect,
    s.places[1].page AS page,
    format(
        '{}一处{}{}，另一处{}{}', coalesce(nullif(a.code, '') || ' ', '') || coalesce(c.concept_name, a.concept), a.value_reported,
        coalesce(a.unit_reported, ''), b.value_reported, coalesce(b.unit_reported, '')
    ) AS message_zh,
    format(
        '{}: {}{} in one place, {}{} in another', coalesce(nullif(a.code, '') || ' ', '') || coalesce(c.concept_name_en, a.concept),
        a.value_reported, coalesce(a.unit_reported, ''), b.value_reported, coalesce(b.unit_reported, '')
    ) AS message_en
FROM said s
LEFT JOIN figure a ON gap > 0 AND a.fact_id = s.places[1].fact_id
LEFT JOIN figure b ON gap > 0 AND b.fact_id = s.places[-1].fact_id
LEFT JOIN v_concept c ON c.concept = a.concept
