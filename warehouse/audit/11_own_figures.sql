-- Of the figures those that a report states of its own organisation: in its main part, of no named item, read without doubt.
-- Temporary, for one audit.
CREATE OR REPLACE TEMP VIEW own_figure AS
SELECT f.*, d.is_current
FROM figure f
JOIN document d ON d.doc_id = f.doc_id AND d.org_id = f.org_id
WHERE f.sure AND f.part = 'main' AND f.item IS NULL;
