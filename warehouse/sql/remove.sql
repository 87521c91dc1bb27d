-- Takes the documents named in `departing` out of every table; corrections and dismissals stay, for they are keyed by place.
-- Remembers which reports and organisations are to be settled anew. Runs inside a transaction.
CREATE OR REPLACE TEMP TABLE touched_report AS
SELECT DISTINCT report_id FROM document SEMI JOIN departing USING (doc_id);

CREATE OR REPLACE TEMP TABLE touched_organization AS
SELECT org_id FROM organization_claim SEMI JOIN departing USING (doc_id)
UNION
SELECT org_id FROM alias_claim SEMI JOIN departing USING (doc_id);

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
