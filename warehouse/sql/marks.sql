-- What was found on one page of a document and where: tables, cells, facts, leftovers.
-- A table's box holds its cells of this page. A leftover stands in the cell that holds its row and column.
WITH
cell AS (
    SELECT *
    FROM table_cell
    WHERE doc_id = $doc_id AND page = $page AND bbox IS NOT NULL
),
mark AS (
    SELECT
        'table' AS kind,
        concat_ws(' ', t.table_id, t.statutory_table) AS label,
        NULL AS confidence,
        min(c.bbox[1]) AS x0,
        min(c.bbox[2]) AS top,
        max(c.bbox[3]) AS x1,
        max(c.bbox[4]) AS bottom
    FROM cell c
    JOIN source_table t USING (doc_id, table_id)
    GROUP BY t.table_id, t.statutory_table
    UNION ALL
    SELECT 'cell', '', NULL, bbox[1], bbox[2], bbox[3], bbox[4]
    FROM cell
    UNION ALL
    SELECT
        CASE source WHEN 'text' THEN 'text_fact' ELSE 'table_fact' END,
        concat_ws('/', concept, measure),
        confidence,
        bbox[1], bbox[2], bbox[3], bbox[4]
    FROM fact
    WHERE doc_id = $doc_id AND page = $page AND bbox IS NOT NULL
    UNION ALL
    SELECT 'leftover', l.reason, NULL, c.bbox[1], c.bbox[2], c.bbox[3], c.bbox[4]
    FROM leftover l
    JOIN cell c
        ON c.table_id = l.table_id
        AND l.row BETWEEN c.row AND c.row + c.row_span - 1
        AND l.col BETWEEN c.col AND c.col + c.col_span - 1
    WHERE l.doc_id = $doc_id
)
SELECT DISTINCT kind, label, confidence, x0, top, x1, bottom
FROM mark
ORDER BY list_position(['cell', 'table', 'table_fact', 'text_fact', 'leftover'], kind), confidence DESC, top, x0, label;
