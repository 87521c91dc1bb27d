-- What people dismissed, and which findings follow from which, for the documents in `asked`. Of the findings that suspect one
-- place the first is the cause: what nobody dismissed, then errors before warnings, then the order of the checks. A cause that
-- rests on a figure which an earlier one suspects follows from that, with what follows from it: a wrong change makes its rate
-- wrong, and the year before that it implies. The same two amounts against each other, and the unit of a table, are one matter
-- wherever they stand. Information states facts, and follows from nothing but its own place.
UPDATE finding
SET dismissed = settled.dismissed, caused_by = settled.caused_by
FROM (
    WITH ranked AS (
        SELECT
            f.finding_id, f.doc_id, f.suspect, f.severity, f.expected, f.actual,
            CASE WHEN f.slip = 'unit' AND regexp_full_match(f.place, 't\d+/\d+/\d+') THEN split_part(f.place, '/', 1) ELSE f.place END
                AS place,
            x.doc_id IS NOT NULL AS dismissed,
            row_number() OVER (
                ORDER BY x.doc_id IS NOT NULL, list_position(['error', 'warning', 'info'], f.severity),
                    -- a figure of the text that its table refutes is told by that, not by the rates that it spoils
                    f.rule_id = 'text_amount' AND NOT regexp_full_match(f.place, 't\d+/\d+/\d+') DESC, c.ord, f.scope, f.finding_id
            ) AS rank
        FROM finding f
        SEMI JOIN asked a USING (doc_id)
        LEFT JOIN audit_check c USING (rule_id)
        LEFT JOIN dismissal x ON x.doc_id = f.doc_id AND x.rule_id = f.rule_id AND x.place = f.place
    ),
    placed AS (
        SELECT
            *,
            CASE WHEN suspect IS NULL THEN finding_id
                ELSE first_value(finding_id) OVER (PARTITION BY doc_id, place ORDER BY rank) END AS first_there
        FROM ranked
    ),
    cause AS (FROM placed WHERE first_there = finding_id AND severity <> 'info'),
    resting AS (
        SELECT c.finding_id, arg_min(o.finding_id, o.rank) AS earlier
        FROM (SELECT finding_id, unnest(evidence) AS fact_id FROM finding SEMI JOIN cause USING (finding_id)) e
        JOIN cause c USING (finding_id)
        JOIN cause o ON o.doc_id = c.doc_id AND o.suspect = e.fact_id AND o.rank < c.rank AND o.dismissed = c.dismissed
        GROUP BY c.finding_id
    ),
    -- two amounts that stand against each other in several places: one was printed for the other
    paired AS (
        SELECT finding_id, first_value(finding_id) OVER (
            PARTITION BY doc_id, least(expected, actual), greatest(expected, actual) ORDER BY rank
        ) AS earlier
        FROM cause
        ANTI JOIN resting USING (finding_id)
        WHERE severity = 'error' AND NOT dismissed AND length(ltrim(expected::VARCHAR, '-0.')) >= 11 AND actual <> expected
    )
    SELECT
        p.finding_id,
        p.dismissed,
        nullif(coalesce(CASE WHEN g.finding_id IS NULL THEN coalesce(h.earlier, r.earlier) END, q.earlier, p.first_there), p.finding_id)
            AS caused_by
    FROM placed p
    LEFT JOIN resting r ON r.finding_id = p.first_there
    LEFT JOIN resting g ON g.finding_id = r.earlier  -- one that follows from another is no cause
    LEFT JOIN paired q ON q.finding_id = p.first_there
    LEFT JOIN paired h ON h.finding_id = r.earlier
) settled
WHERE finding.finding_id = settled.finding_id;
