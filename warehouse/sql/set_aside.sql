-- Files whose latest event is a quarantine: one that was mended and loaded since is set aside no more.
SELECT path, reason, message
FROM (
    SELECT e.*
    FROM ingest_event e
    JOIN ingest_run r USING (run_id)
    QUALIFY row_number() OVER (PARTITION BY e.path ORDER BY r.started_at DESC, e.noted_at DESC, e.ord DESC) = 1
)
WHERE action = 'quarantined'
ORDER BY path;
