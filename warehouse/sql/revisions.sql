-- The revisions of the reports $reports (NULL: of all), in the order of the pages; of current editions unless $chain.
FROM revision($reports::VARCHAR[])
WHERE (is_current OR $chain)
    AND (kind <> 'restated' OR $restated)
    AND confidence >= $least
ORDER BY
    org_name, org_id, report_year DESC, report_id, path_to, path_from,
    statutory_table NULLS LAST,
    coalesce(page_to, page_from),
    length(coalesce(table_id_to, table_id_from)), coalesce(table_id_to, table_id_from),
    coalesce(row_to, row_from), coalesce(col_to, col_from),
    length(coalesce(section_id_to, section_id_from)), coalesce(section_id_to, section_id_from),
    coalesce(char_start_to, char_start_from),
    coalesce(fact_id_to, fact_id_from);
