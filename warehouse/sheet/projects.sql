-- The performance projects of a document.
SELECT
    p.name,
    p.fiscal_year,
    p.budget_amount,
    p.executed_amount,
    p.total_score,
    p.table_id,
    p.page,
    (SELECT count(*) FROM performance_indicator i WHERE i.project_id = p.project_id) AS indicators
FROM performance_project p
WHERE p.doc_id = $doc_id AND ($page IS NULL OR p.page = $page) AND ($table IS NULL OR p.table_id = $table)
ORDER BY p.page NULLS FIRST, p.table_id, p.name;
