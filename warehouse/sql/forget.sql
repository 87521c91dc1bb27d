-- What a document that is gone for good leaves behind. The others keep their order; the files are marked, so that the
-- next run does not bring the document back while they are unchanged. Runs inside a transaction, after remove.sql.
DELETE FROM succession WHERE doc_id IN (SELECT doc_id FROM departing);
UPDATE ingest_file SET action = 'forgotten', reason = NULL, message = NULL WHERE doc_id IN (SELECT doc_id FROM departing);
