-- Tables and views with the columns of each primary key.
SELECT r.name, r.is_view, r.comment, coalesce(k.constraint_column_names, []) AS key
FROM (
    SELECT table_name AS name, FALSE AS is_view, coalesce(comment, '') AS comment
    FROM duckdb_tables()
    WHERE NOT internal AND NOT temporary AND schema_name = 'main'
    UNION ALL
    SELECT view_name, TRUE, coalesce(comment, '')
    FROM duckdb_views()
    WHERE NOT internal AND NOT temporary AND schema_name = 'main'
) r
LEFT JOIN duckdb_constraints() k ON k.table_name = r.name AND k.constraint_type = 'PRIMARY KEY';
