-- What is to be asked of each table for its content's hash: a SELECT that gives the table's name, its columns, its rows
-- and the sums of both halves of its rows' MD5. A sum does not depend on the order of the rows, but on how many are
-- alike; it needs neither a sort nor memory. Left out: what a run notes of itself (ingest_*, times), and of
-- warehouse_info all but the schema's version.
-- A row is a text that can be read in one way only. Columns go by name. Numbers, truths and days end with a semicolon;
-- anything else has its length in bytes before it. NULL is an empty number, or a text without a length.
-- Boxes are compared to 1/1000 point, ten times finer than readers give them: the last bits of a float are no content.
WITH col AS (
    SELECT
        c.table_name,
        c.column_name,
        format('"{}"', replace(c.column_name, '"', '""')) AS name,
        c.data_type AS kind
    FROM duckdb_columns() AS c
    JOIN duckdb_tables() AS t USING (database_oid, table_oid)
    WHERE NOT t.internal AND NOT t.temporary AND t.schema_name = 'main' AND t.database_name = current_database()
        AND NOT starts_with(t.table_name, 'ingest_') AND NOT starts_with(c.data_type, 'TIMESTAMP')
),
plain AS (
    SELECT
        *,
        kind IN ('BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'DATE') OR starts_with(kind, 'DECIMAL(')
            AND NOT ends_with(kind, ']') AS is_short,
        CASE
            WHEN kind = 'VARCHAR' THEN name
            WHEN regexp_full_match(kind, '(DOUBLE|FLOAT)(\[\d*\])?')
                THEN format('TRY_CAST({} AS {})::VARCHAR', name, regexp_replace(kind, 'DOUBLE|FLOAT', 'DECIMAL(38, 3)'))
            -- A list prints its elements without saying where one ends; JSON does.
            ELSE format('to_json({})::VARCHAR', name)
        END AS text
    FROM col
)
SELECT format(
    'SELECT ''{}'', ''{}'', count(*), sum((md5 >> 64)::UBIGINT), sum((md5 & {})::UBIGINT) FROM (SELECT md5_number(concat({})) AS md5 FROM {}{})',
    replace(table_name, '''', ''''''),
    replace(string_agg(name, ',' ORDER BY column_name), '''', ''''''),
    '18446744073709551615::UHUGEINT',
    string_agg(
        CASE WHEN is_short THEN format('{}, '';''', name) ELSE format('strlen({}), '':'', {}', text, text) END,
        ', ' ORDER BY column_name
    ),
    format('"{}"', replace(table_name, '"', '""')),
    CASE table_name WHEN 'warehouse_info' THEN ' WHERE key = ''schema_version''' ELSE '' END
)
FROM plain
GROUP BY table_name
ORDER BY table_name;
