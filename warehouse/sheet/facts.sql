-- Facts with their place; $page, $table (table_id or statutory number) and $section narrow them down where they are given.
SELECT
    concept,
    measure,
    fund,
    coalesce(function_code, economic_code) AS code,
    coalesce(function_name, economic_name, item) AS name,
    base,
    fiscal_year,
    value,
    unit,
    value_reported,
    CASE
        WHEN table_id IS NOT NULL THEN concat_ws(' ', table_id, statutory_table, 'row', row, 'col', col)
        ELSE concat(section_id, ' ', char_start, '-', char_end)
    END AS place,
    page,
    rule,
    confidence,
    snippet
FROM fact
WHERE doc_id = $doc_id
    AND ($page IS NULL OR page = $page)
    AND ($table IS NULL OR table_id = $table OR statutory_table = $table)
    AND ($section IS NULL OR section_id = $section)
ORDER BY page NULLS FIRST, source, table_id, row, col, section_id, char_start, fact_id;
