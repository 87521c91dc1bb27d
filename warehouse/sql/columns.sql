SELECT table_name, column_name, data_type, is_nullable, coalesce(comment, '')
FROM duckdb_columns()
WHERE NOT internal AND schema_name = 'main'
ORDER BY table_oid, column_index;
