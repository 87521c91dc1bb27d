-- The cells of one table as printed.
SELECT row, col, text
FROM table_cell
WHERE doc_id = $doc_id AND table_id = $table
ORDER BY row, col;
