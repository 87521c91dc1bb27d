-- Takes the documents named in `departing` out of every table; corrections and dismissals stay, for they are keyed by place,
-- and so does what is known of the documents' files. Runs inside a transaction, after touch.sql.
DELETE FROM organization_claim WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM alias_claim WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM document WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM section WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM source_table WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM table_cell WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM fact WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM performance_project WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM performance_indicator WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM quantity_mention WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM leftover WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM table_check WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM finding WHERE doc_id IN (SELECT doc_id FROM departing);
DELETE FROM check_outcome WHERE doc_id IN (SELECT doc_id FROM departing);
