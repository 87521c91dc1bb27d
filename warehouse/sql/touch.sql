-- Remembers which reports and organisations of the documents named in `departing` are to be settled anew.
-- Runs inside a transaction, before remove.sql and insert.sql.
CREATE OR REPLACE TEMP TABLE touched_report AS
SELECT DISTINCT report_id FROM document SEMI JOIN departing USING (doc_id);

CREATE OR REPLACE TEMP TABLE touched_organization AS
SELECT org_id FROM organization_claim SEMI JOIN departing USING (doc_id)
UNION
SELECT org_id FROM alias_claim SEMI JOIN departing USING (doc_id);
