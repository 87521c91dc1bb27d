CREATE OR REPLACE VIEW v_orphans AS
SELECT 'document' AS table_name, 'org_id' AS column_name, org_id AS missing_id, count(*) AS rows
FROM document
WHERE org_id IS NOT NULL AND org_id NOT IN (SELECT org_id FROM organization)
GROUP BY org_id
UNION ALL
SELECT 'document' AS table_name, 'supersedes' AS column_name, supersedes AS missing_id, count(*) AS rows
FROM document
WHERE supersedes IS NOT NULL AND supersedes NOT IN (SELECT doc_id FROM document)
GROUP BY supersedes
UNION ALL
SELECT 'document' AS table_name, 'same_as' AS column_name, same_as AS missing_id, count(*) AS rows
FROM document
WHERE same_as IS NOT NULL AND same_as NOT IN (SELECT doc_id FROM document)
GROUP BY same_as
UNION ALL
SELECT 'organization_alias' AS table_name, 'org_id' AS column_name, org_id AS missing_id, count(*) AS rows
FROM organization_alias
WHERE org_id IS NOT NULL AND org_id NOT IN (SELECT org_id FROM organization)
GROUP BY org_id
UNION ALL
SELECT 'organization_claim' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM organization_claim
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'alias_claim' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM alias_claim
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'alias_claim' AS table_name, 'org_id' AS column_name, org_id AS missing_id, count(*) AS rows
FROM alias_claim
WHERE org_id IS NOT NULL AND org_id NOT IN (SELECT org_id FROM organization)
GROUP BY org_id
UNION ALL
SELECT 'organization' AS table_name, 'parent_org_id' AS column_name, parent_org_id AS missing_id, count(*) AS rows
FROM organization
WHERE parent_org_id IS NOT NULL AND parent_org_id NOT IN (SELECT org_id FROM organization)
GROUP BY parent_org_id
UNION ALL
SELECT 'section' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM section
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'source_table' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM source_table
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'table_cell' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM table_cell
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'fact' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM fact
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'fact' AS table_name, 'org_id' AS column_name, org_id AS missing_id, count(*) AS rows
FROM fact
WHERE org_id IS NOT NULL AND org_id NOT IN (SELECT org_id FROM organization)
GROUP BY org_id
UNION ALL
SELECT 'performance_project' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM performance_project
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'performance_project' AS table_name, 'org_id' AS column_name, org_id AS missing_id, count(*) AS rows
FROM performance_project
WHERE org_id IS NOT NULL AND org_id NOT IN (SELECT org_id FROM organization)
GROUP BY org_id
UNION ALL
SELECT 'performance_indicator' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM performance_indicator
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'performance_indicator' AS table_name, 'project_id' AS column_name, project_id AS missing_id, count(*) AS rows
FROM performance_indicator
WHERE project_id IS NOT NULL AND project_id NOT IN (SELECT project_id FROM performance_project)
GROUP BY project_id
UNION ALL
SELECT 'quantity_mention' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM quantity_mention
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'quantity_mention' AS table_name, 'fact_id' AS column_name, fact_id AS missing_id, count(*) AS rows
FROM quantity_mention
WHERE fact_id IS NOT NULL AND fact_id NOT IN (SELECT fact_id FROM fact)
GROUP BY fact_id
UNION ALL
SELECT 'leftover' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM leftover
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'table_check' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM table_check
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'finding' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM finding
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'check_outcome' AS table_name, 'doc_id' AS column_name, doc_id AS missing_id, count(*) AS rows
FROM check_outcome
WHERE doc_id IS NOT NULL AND doc_id NOT IN (SELECT doc_id FROM document)
GROUP BY doc_id
UNION ALL
SELECT 'ingest_event' AS table_name, 'run_id' AS column_name, run_id AS missing_id, count(*) AS rows
FROM ingest_event
WHERE run_id IS NOT NULL AND run_id NOT IN (SELECT run_id FROM ingest_run)
GROUP BY run_id
UNION ALL
SELECT 'section', 'parent_id', c.parent_id, count(*)
FROM section c
ANTI JOIN section p ON p.doc_id = c.doc_id AND p.section_id = c.parent_id
WHERE c.parent_id IS NOT NULL
GROUP BY c.parent_id
UNION ALL
SELECT 'source_table', 'section_id', c.section_id, count(*)
FROM source_table c
ANTI JOIN section p ON p.doc_id = c.doc_id AND p.section_id = c.section_id
WHERE c.section_id IS NOT NULL
GROUP BY c.section_id
UNION ALL
SELECT 'table_cell', 'table_id', c.table_id, count(*)
FROM table_cell c
ANTI JOIN source_table p ON p.doc_id = c.doc_id AND p.table_id = c.table_id
WHERE c.table_id IS NOT NULL
GROUP BY c.table_id
UNION ALL
SELECT 'fact', 'section_id', c.section_id, count(*)
FROM fact c
ANTI JOIN section p ON p.doc_id = c.doc_id AND p.section_id = c.section_id
WHERE c.section_id IS NOT NULL
GROUP BY c.section_id
UNION ALL
SELECT 'fact', 'table_id', c.table_id, count(*)
FROM fact c
ANTI JOIN source_table p ON p.doc_id = c.doc_id AND p.table_id = c.table_id
WHERE c.table_id IS NOT NULL
GROUP BY c.table_id
UNION ALL
SELECT 'performance_project', 'table_id', c.table_id, count(*)
FROM performance_project c
ANTI JOIN source_table p ON p.doc_id = c.doc_id AND p.table_id = c.table_id
WHERE c.table_id IS NOT NULL
GROUP BY c.table_id
UNION ALL
SELECT 'performance_project', 'section_id', c.section_id, count(*)
FROM performance_project c
ANTI JOIN section p ON p.doc_id = c.doc_id AND p.section_id = c.section_id
WHERE c.section_id IS NOT NULL
GROUP BY c.section_id
UNION ALL
SELECT 'performance_indicator', 'table_id', c.table_id, count(*)
FROM performance_indicator c
ANTI JOIN source_table p ON p.doc_id = c.doc_id AND p.table_id = c.table_id
WHERE c.table_id IS NOT NULL
GROUP BY c.table_id
UNION ALL
SELECT 'quantity_mention', 'section_id', c.section_id, count(*)
FROM quantity_mention c
ANTI JOIN section p ON p.doc_id = c.doc_id AND p.section_id = c.section_id
WHERE c.section_id IS NOT NULL
GROUP BY c.section_id
UNION ALL
SELECT 'quantity_mention', 'table_id', c.table_id, count(*)
FROM quantity_mention c
ANTI JOIN source_table p ON p.doc_id = c.doc_id AND p.table_id = c.table_id
WHERE c.table_id IS NOT NULL
GROUP BY c.table_id
UNION ALL
SELECT 'leftover', 'section_id', c.section_id, count(*)
FROM leftover c
ANTI JOIN section p ON p.doc_id = c.doc_id AND p.section_id = c.section_id
WHERE c.section_id IS NOT NULL
GROUP BY c.section_id
UNION ALL
SELECT 'leftover', 'table_id', c.table_id, count(*)
FROM leftover c
ANTI JOIN source_table p ON p.doc_id = c.doc_id AND p.table_id = c.table_id
WHERE c.table_id IS NOT NULL
GROUP BY c.table_id
UNION ALL
SELECT 'table_check', 'table_id', c.table_id, count(*)
FROM table_check c
ANTI JOIN source_table p ON p.doc_id = c.doc_id AND p.table_id = c.table_id
WHERE c.table_id IS NOT NULL
GROUP BY c.table_id;
COMMENT ON VIEW v_orphans IS '孤行：指向不存在之物的行，应为空 | Orphans: rows that point at what is not there; empty in a sound warehouse';
COMMENT ON COLUMN v_orphans.table_name IS '表 | Table';
COMMENT ON COLUMN v_orphans.column_name IS '列 | Column';
COMMENT ON COLUMN v_orphans.missing_id IS '所缺标识 | Missing id';
COMMENT ON COLUMN v_orphans.rows IS '行数 | Rows';
