-- Columns of `earlier_warehouse` that this warehouse has no place for.
SELECT concat(o.table_name, '.', o.column_name)
FROM duckdb_columns() AS o
JOIN duckdb_tables() AS t ON t.table_oid = o.table_oid AND t.database_oid = o.database_oid
ANTI JOIN (
    SELECT table_name, column_name
    FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'main'
) AS n ON n.table_name = o.table_name AND n.column_name = o.column_name
WHERE o.database_name = 'earlier_warehouse' AND o.table_name <> 'warehouse_info'
ORDER BY o.table_name, o.column_index;
