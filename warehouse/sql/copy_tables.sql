-- INSERTs that copy each table of `earlier_warehouse` that this warehouse has, too, column by column by name. Those that
-- a script has filled already are left (its rows are counted by the next question). warehouse_info is the schema's own.
SELECT
    n.table_name,
    format(
        'INSERT INTO {0} ({1}) SELECT {1} FROM earlier_warehouse.{0}',
        format('"{}"', replace(n.table_name, '"', '""')),
        string_agg(format('"{}"', replace(n.column_name, '"', '""')), ', ' ORDER BY n.column_index)
    ) AS statement
FROM duckdb_columns() AS n
JOIN duckdb_tables() AS t ON t.table_oid = n.table_oid AND t.database_oid = n.database_oid
JOIN duckdb_columns() AS o
    ON o.table_name = n.table_name AND o.column_name = n.column_name AND o.database_name = 'earlier_warehouse'
WHERE n.database_name = current_database() AND n.schema_name = 'main' AND o.schema_name = 'main'
    AND NOT t.temporary AND n.table_name <> 'warehouse_info'
GROUP BY n.table_name
ORDER BY n.table_name;
