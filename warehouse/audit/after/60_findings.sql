-- Findings out of what failed, and the outcome of every check on every report. Which of them follows from which, and which a
-- person dismissed, sql/settle_findings.sql says.
DELETE FROM finding WHERE doc_id IN (SELECT doc_id FROM asked);
DELETE FROM check_outcome WHERE doc_id IN (SELECT doc_id FROM asked);

INSERT INTO finding BY NAME
WITH placed AS (
    SELECT
        f.* EXCLUDE (slip),
        b.suspect AS blamed,
        b.implied AS blamed_implied,
        c.severity AS usual_severity,
        s.value AS printed,
        -- what is off by a last place is rounding, no slip
        coalesce(f.slip, CASE WHEN f.outcome = 'fail' THEN slip_at(s.value, b.implied, s.step) END) AS found_slip,
        CASE
            WHEN s.table_id IS NOT NULL THEN concat_ws('/', s.table_id, s.row, s.col)
            WHEN s.char_start IS NOT NULL THEN concat_ws('/', s.section_id, s.char_start, s.char_end)
            ELSE f.scope
        END AS place,
        coalesce(f.page, s.page) AS at_page
    FROM failing f
    SEMI JOIN asked q ON q.doc_id = f.doc_id
    JOIN blamed b USING (number)
    JOIN check_list c USING (rule_id)
    LEFT JOIN figure s ON s.fact_id = b.suspect
),
known AS (
    SELECT
        *,
        left(md5(concat_ws(chr(31), doc_id, rule_id, scope)), 16) AS finding_id,
        CASE WHEN outcome = 'near' THEN 'info' ELSE usual_severity END AS severity,
        -- what the check expects is not what a figure that other checks blame would have to be
        CASE WHEN suspect IS NULL AND blamed IS NOT NULL THEN blamed_implied ELSE coalesce(blamed_implied, expected) END AS right_value,
        -- A check that names its own suspect may compare another number than the suspect's.
        CASE WHEN suspect IS NULL THEN coalesce(printed, actual) ELSE coalesce(actual, printed) END AS wrong_value
    FROM placed
)
SELECT
    k.finding_id,
    k.doc_id,
    d.org_id,
    d.fiscal_year,
    k.rule_id,
    k.severity,
    k.message_zh || CASE WHEN n.zh IS NULL THEN '' ELSE '（疑' || n.zh || '）' END AS message_zh,
    k.message_en || CASE WHEN n.en IS NULL THEN '' ELSE ' (looks like ' || n.en || ')' END AS message_en,
    k.right_value AS expected,
    k.wrong_value AS actual,
    k.wrong_value - k.right_value AS difference,
    coalesce(k.evidence, []) AS evidence,
    k.at_page AS page,
    k.scope,
    k.blamed AS suspect,
    k.found_slip AS slip,
    k.place
FROM known k
JOIN document d USING (doc_id)
LEFT JOIN slip_name n ON n.slip = k.found_slip;

INSERT INTO check_outcome BY NAME
WITH reached AS (
    SELECT
        doc_id,
        rule_id,
        max(CASE outcome WHEN 'fail' THEN 2 WHEN 'not_applicable' THEN 0 ELSE 1 END) AS furthest,
        min(missing) FILTER (outcome = 'not_applicable') AS missing
    FROM judgement
    GROUP BY doc_id, rule_id
)
SELECT
    a.doc_id,
    c.rule_id,
    CASE r.furthest WHEN 2 THEN 'fail' WHEN 1 THEN 'pass' ELSE 'not_applicable' END AS outcome,
    CASE WHEN coalesce(r.furthest, 0) = 0 THEN coalesce(r.missing, c.needs) END AS missing
FROM asked a
CROSS JOIN check_list c
LEFT JOIN reached r ON r.doc_id = a.doc_id AND r.rule_id = c.rule_id;
