-- The facts of a document that $wanted means: a fact_id, or a figure as it is printed.
SELECT
    f.fact_id,
    f.concept,
    f.measure,
    f.fund,
    coalesce(f.function_code, f.economic_code) AS code,
    coalesce(f.function_name, f.economic_name) AS name,
    f.item,
    f.base,
    f.fiscal_year,
    f.value,
    f.unit,
    f.value_reported,
    f.unit_reported,
    f.rule,
    f.confidence,
    f.page,
    f.section_id,
    f.char_start,
    f.char_end,
    f.statutory_table,
    f.table_id,
    f.row,
    f.col,
    f.snippet,
    s.text
FROM fact AS f
LEFT JOIN section AS s ON s.doc_id = f.doc_id AND s.section_id = f.section_id AND f.source = 'text'
WHERE f.doc_id = $doc_id AND (f.fact_id = $wanted OR f.value_reported = $wanted)
ORDER BY f.page NULLS FIRST, f.section_id, f.char_start, f.table_id, f.row, f.col, f.fact_id;
