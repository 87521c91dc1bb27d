-- The rows of a table that says itself whose and of which year they are: partition by partition, a document's together, and
-- in it as they were loaded.
SELECT t.* EXCLUDE (loaded), p.province
FROM (SELECT *, row_number() OVER () AS loaded FROM query_table($name)) t
LEFT JOIN organization o ON o.org_id = t.org_id
LEFT JOIN v_province p ON p.province_code = o.admin_code[:2] || '0000'
ORDER BY t.fiscal_year, p.province_code, t.doc_id, t.loaded;
