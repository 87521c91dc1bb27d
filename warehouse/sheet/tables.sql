-- The tables found, in reading order; $table is a table_id, a statutory number, or NULL for all.
SELECT
    t.table_id,
    t.statutory_table,
    t.title,
    t.unit_reported,
    t.page,
    t.rows,
    t.cols,
    t.status,
    (SELECT count(*) FROM fact f WHERE f.doc_id = t.doc_id AND f.table_id = t.table_id) AS facts,
    (SELECT count(*) FROM leftover l WHERE l.doc_id = t.doc_id AND l.table_id = t.table_id) AS leftovers
FROM source_table t
WHERE t.doc_id = $doc_id
    AND ($page IS NULL OR $page BETWEEN t.page AND coalesce(t.page_end, t.page))
    AND ($table IS NULL OR t.table_id = $table OR t.statutory_table = $table)
ORDER BY t.ord;
