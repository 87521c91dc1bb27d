-- One row per organisation out of what the documents say, whatever the order in which they came:
-- the organisation's own reports before others', the latest year first; a renamed one bears its newest name.
-- What its documents call it otherwise becomes an alias. Runs inside a transaction, over touched_organization.
DELETE FROM organization WHERE org_id IN (SELECT org_id FROM touched_organization);
DELETE FROM organization_alias WHERE org_id IN (SELECT org_id FROM touched_organization);

INSERT INTO organization
WITH claim AS (
    SELECT
        c.*,
        row_number() OVER (
            PARTITION BY c.org_id
            ORDER BY d.org_id = c.org_id DESC, d.fiscal_year DESC NULLS LAST, c.name, c.doc_id
        ) AS place
    FROM organization_claim c
    JOIN document d USING (doc_id)
    SEMI JOIN touched_organization t ON t.org_id = c.org_id
)
SELECT
    org_id,
    arg_min(name, place),
    arg_min(admin_code, place) FILTER (admin_code IS NOT NULL),
    arg_min(admin_name, place) FILTER (admin_name IS NOT NULL),
    arg_min(level, place) FILTER (level IS NOT NULL),
    arg_min(kind, place) FILTER (kind IS NOT NULL),
    arg_min(parent_org_id, place) FILTER (parent_org_id IS NOT NULL)
FROM claim
GROUP BY org_id;

INSERT INTO organization_alias
SELECT org_id, alias, source FROM alias_claim SEMI JOIN touched_organization USING (org_id)
UNION
SELECT c.org_id, c.name, 'earlier_name'
FROM organization_claim c
JOIN organization o USING (org_id)
SEMI JOIN touched_organization t ON t.org_id = c.org_id
WHERE c.name <> o.name;
