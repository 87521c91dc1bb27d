-- SELECTs that count a table's rows here and in `earlier_warehouse`, for each table that both have.
SELECT format(
    'SELECT ''{}'', (SELECT count(*) FROM {}), (SELECT count(*) FROM earlier_warehouse.{})',
    replace(n.table_name, '''', ''''''),
    format('"{}"', replace(n.table_name, '"', '""')),
    format('"{}"', replace(n.table_name, '"', '""'))
)
FROM duckdb_tables() AS n
JOIN duckdb_tables() AS o USING (schema_name, table_name)
WHERE n.database_name = current_database() AND o.database_name = 'earlier_warehouse' AND n.schema_name = 'main'
    AND NOT n.temporary AND n.table_name <> 'warehouse_info'
ORDER BY n.table_name;
