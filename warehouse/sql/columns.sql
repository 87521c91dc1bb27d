SELECT table_name, column_name, data_type, is_nullable, coalesce(comment, '')
FROM duckdb_columns()
WHERE NOT internal AND schema_name = 'main' AND database_name = current_database()
ORDER BY table_name, column_index;
