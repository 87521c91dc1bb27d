-- Writes what is known of the files of incoming_file. Where another document stood at a path before, both are noted in their
-- order: what a path has seen does not depend on when the documents themselves are loaded. Runs inside a transaction,
-- before versions.sql.
INSERT INTO succession
SELECT i.path, f.doc_id, 0
FROM incoming_file i
JOIN ingest_file f USING (path)
ANTI JOIN succession s ON s.path = i.path
WHERE f.doc_id <> i.doc_id;

INSERT OR REPLACE INTO succession
SELECT i.path, i.doc_id, (SELECT max(s.ord) + 1 FROM succession s WHERE s.path = i.path)
FROM incoming_file i
JOIN ingest_file f USING (path)
WHERE f.doc_id <> i.doc_id;

INSERT OR REPLACE INTO ingest_file BY NAME FROM incoming_file;
