-- Tables and views with the columns of each primary key. The bulk tables declare theirs here and not to the database: its
-- index costs two thirds of the loading and is read whole by the next writer; a document is loaded whole or not at all.
SELECT r.name, r.is_view, r.comment, coalesce(k.constraint_column_names, bulk.key, []) AS key
FROM (
    SELECT table_name AS name, FALSE AS is_view, coalesce(comment, '') AS comment
    FROM duckdb_tables()
    WHERE NOT internal AND NOT temporary AND schema_name = 'main'
    UNION ALL
    SELECT view_name, TRUE, coalesce(comment, '')
    FROM duckdb_views()
    WHERE NOT internal AND NOT temporary AND schema_name = 'main'
) r
LEFT JOIN duckdb_constraints() k ON k.table_name = r.name AND k.constraint_type = 'PRIMARY KEY'
LEFT JOIN (VALUES
    ('fact', ['fact_id']),
    ('section', ['doc_id', 'section_id']),
    ('source_table', ['doc_id', 'table_id']),
    ('performance_project', ['project_id']),
    ('performance_indicator', ['project_id', 'ord']),
    ('check_outcome', ['doc_id', 'rule_id'])
) bulk (name, key) ON bulk.name = r.name;
