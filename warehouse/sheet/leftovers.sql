-- What nothing claimed; $page, $table and $section narrow it down where they are given.
SELECT
    reason,
    text,
    CASE
        WHEN table_id IS NOT NULL THEN concat_ws(' ', table_id, 'row', row, 'col', col)
        ELSE section_id
    END AS place,
    page
FROM leftover
WHERE doc_id = $doc_id
    AND ($page IS NULL OR page = $page)
    AND ($table IS NULL OR table_id = $table)
    AND ($section IS NULL OR section_id = $section)
ORDER BY page NULLS FIRST, table_id, row, col, section_id, reason, text;
