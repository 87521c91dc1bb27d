-- The rows of a table that leaves organisation and year to its document, each with both, as they were loaded.
SELECT t.*, d.fiscal_year, p.province
FROM query_table($name) t
LEFT JOIN document d ON d.doc_id = t.doc_id
LEFT JOIN organization o ON o.org_id = d.org_id
LEFT JOIN v_province p ON p.province_code = o.admin_code[:2] || '0000';
