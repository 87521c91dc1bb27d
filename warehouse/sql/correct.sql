INSERT INTO correction BY NAME
SELECT
    $correction_id AS correction_id, $doc_id AS doc_id, $table_id AS table_id, $row AS "row", $col AS col,
    $section_id AS section_id, $char_start AS char_start, $char_end AS char_end,
    $concept AS concept, $measure AS measure, $fund AS fund, $value AS value, $unit AS unit,
    $why AS why, $made_by AS made_by, $made_at AS made_at;
