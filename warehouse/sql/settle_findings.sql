-- What people dismissed, and which findings follow from which, for the documents in `asked`. Of the findings that suspect one
-- place the first is the cause: what nobody dismissed, then errors before warnings, then the order of the checks. A cause that
-- rests on a figure which an earlier one suspects follows from that, with what follows from it: a wrong change makes its rate
-- wrong, and the year before that it implies. Information states facts, and follows from nothing but its own place.
UPDATE finding
SET dismissed = settled.dismissed, caused_by = settled.caused_by
FROM (
    WITH ranked AS (
        SELECT
            f.finding_id, f.doc_id, f.place, f.suspect, f.severity,
            x.doc_id IS NOT NULL AS dismissed,
            row_number() OVER (
                ORDER BY x.doc_id IS NOT NULL, list_position(['error', 'warning', 'info'], f.severity), c.ord, f.scope, f.finding_id
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
    )
    SELECT
        p.finding_id,
        p.dismissed,
        nullif(CASE WHEN g.finding_id IS NULL THEN coalesce(r.earlier, p.first_there) ELSE p.first_there END, p.finding_id) AS caused_by
    FROM placed p
    LEFT JOIN resting r ON r.finding_id = p.first_there
    LEFT JOIN resting g ON g.finding_id = r.earlier  -- one that follows from another is no cause
) settled
WHERE finding.finding_id = settled.finding_id;
