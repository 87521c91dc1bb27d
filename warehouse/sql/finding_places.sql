-- Where the finding $finding_id is proved: its suspect, or the words or the table that it objects to, then its evidence in the
-- order of the pages; evidence may stand in another document.
WITH one AS (
    FROM v_finding_all
    WHERE finding_id = $finding_id
),
figures AS (
    SELECT
        CASE WHEN f.fact_id = o.suspect THEN 'suspect' ELSE 'evidence' END AS role,
        f.doc_id,
        d.path,
        f.fact_id,
        f.value_reported || coalesce(f.unit_reported, '') AS printed,
        CASE WHEN f.fact_id = o.suspect THEN o.should_be END AS should_be,
        f.page,
        f.bbox AS box,
        struct_pack(
            table_id := CASE WHEN f.row IS NOT NULL THEN f.table_id END,
            row := f.row,
            col := f.col,
            section_id := CASE WHEN f.row IS NULL THEN f.section_id END,
            char_start := f.char_start,
            char_end := f.char_end
        ) AS spot
    FROM one o
    JOIN fact f ON f.fact_id = o.suspect OR list_contains(o.evidence, f.fact_id)
    JOIN document d ON d.doc_id = f.doc_id
),
objected AS (
    SELECT
        'words', doc_id, path, NULL, NULL, NULL, page,
        -- the cell's, or that of the whole table on its page
        (SELECT CASE WHEN count(bbox) > 0 THEN [min(bbox[1]), min(bbox[2]), max(bbox[3]), max(bbox[4])] END
            FROM table_cell c
            WHERE c.doc_id = one.doc_id AND c.table_id = one.table_id AND c.page = one.page
                AND (one.row IS NULL OR (c.row = one.row AND c.col = one.col))),
        struct_pack(
            table_id := table_id, row := row, col := col, section_id := section_id, char_start := char_start,
            char_end := char_end
        ) AS spot
    FROM one
    WHERE suspect IS NULL AND coalesce(table_id, section_id) IS NOT NULL
        AND spot NOT IN (SELECT spot FROM figures)
)
SELECT role, doc_id, path, fact_id, printed, should_be, page, box, unnest(spot)
FROM (FROM figures UNION ALL FROM objected)
ORDER BY
    list_position(['suspect', 'words', 'evidence'], role), path, page,
    length(spot.table_id), spot.table_id, spot.row, spot.col,
    length(spot.section_id), spot.section_id, spot.char_start, fact_id;
