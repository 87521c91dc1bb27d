-- The functional codes that a document's tables print, with their names: what its text resolves names by.
SELECT DISTINCT function_code, coalesce(function_name, '')
FROM fact
WHERE doc_id = $doc_id AND source = 'table' AND function_code IS NOT NULL
ORDER BY 1, 2;
