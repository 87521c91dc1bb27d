-- Writes what is known of the files of incoming_file. A document that stands now where another of the same report stood
-- is a generation later than that one; one that comes back after it was replaced, too. Runs inside a transaction, after
-- insert.sql and before versions.sql.
INSERT OR REPLACE INTO succession
SELECT new.doc_id, old.doc_id, max(coalesce(s.generation, 0)) + 1
FROM incoming_file i
JOIN ingest_file f USING (path)
JOIN document new ON new.doc_id = i.doc_id
JOIN document old ON old.doc_id = f.doc_id AND old.report_id = new.report_id AND old.doc_id <> new.doc_id
LEFT JOIN succession s ON s.doc_id = old.doc_id
WHERE i.action <> 'quarantined'
GROUP BY new.doc_id, old.doc_id
QUALIFY row_number() OVER (PARTITION BY new.doc_id ORDER BY max(coalesce(s.generation, 0)) DESC, old.doc_id) = 1;

INSERT OR REPLACE INTO ingest_file BY NAME FROM incoming_file;
