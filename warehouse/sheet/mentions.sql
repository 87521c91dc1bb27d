-- The numbers that are no fact, with the reason; $page, $table and $section narrow them down where they are given.
SELECT
    value_reported,
    unit,
    subject,
    reason,
    CASE
        WHEN table_id IS NOT NULL THEN concat_ws(' ', table_id, 'row', row, 'col', col)
        ELSE concat(section_id, ' ', char_start, '-', char_end)
    END AS place,
    page
FROM quantity_mention
WHERE doc_id = $doc_id
    AND fact_id IS NULL
    AND ($page IS NULL OR page = $page)
    AND ($table IS NULL OR table_id = $table)
    AND ($section IS NULL OR section_id = $section)
ORDER BY page NULLS FIRST, table_id, row, col, section_id, char_start;
