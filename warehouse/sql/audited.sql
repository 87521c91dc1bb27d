-- What an audit reads: the documents that it is asked about, and those that they are compared with, of the same report and
-- organisation, of its department and its units.
CREATE OR REPLACE TEMP TABLE audited AS
WITH mine AS (
    SELECT d.doc_id, d.report_id, d.org_id FROM document d SEMI JOIN asked a USING (doc_id)
),
kin AS (
    SELECT org_id FROM mine
    UNION
    SELECT parent_org_id FROM organization SEMI JOIN mine USING (org_id) WHERE parent_org_id IS NOT NULL
    UNION
    SELECT o.org_id FROM organization o SEMI JOIN mine m ON m.org_id = o.parent_org_id
    UNION
    SELECT c.org_id FROM organization_claim c SEMI JOIN mine m ON m.org_id = c.parent_org_id
)
SELECT doc_id
FROM document d
WHERE d.report_id IN (SELECT report_id FROM mine) OR d.org_id IN (SELECT org_id FROM kin);
