-- What people dismissed, and of the findings that suspect one place the one that the others follow from: first what nobody
-- dismissed, then errors before warnings, then the order of the checks. For the documents in `asked`.
UPDATE finding
SET dismissed = settled.dismissed, caused_by = settled.caused_by
FROM (
    SELECT
        f.finding_id,
        x.doc_id IS NOT NULL AS dismissed,
        CASE WHEN f.suspect IS NOT NULL THEN nullif(first_value(f.finding_id) OVER cause, f.finding_id) END AS caused_by
    FROM finding f
    SEMI JOIN asked a USING (doc_id)
    LEFT JOIN audit_check c USING (rule_id)
    LEFT JOIN dismissal x ON x.doc_id = f.doc_id AND x.rule_id = f.rule_id AND x.place = f.place
    WINDOW cause AS (
        PARTITION BY f.doc_id, f.place
        ORDER BY x.doc_id IS NOT NULL, list_position(['error', 'warning', 'info'], f.severity), c.ord, f.scope
    )
) settled
WHERE finding.finding_id = settled.finding_id;
