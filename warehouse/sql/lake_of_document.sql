-- The rows of a table that leaves organisation and year to its document, in the same order.
SELECT t.* EXCLUDE (loaded), d.fiscal_year, p.province
FROM (SELECT *, row_number() OVER () AS loaded FROM query_table($name)) t
LEFT JOIN document d ON d.doc_id = t.doc_id
LEFT JOIN organization o ON o.org_id = d.org_id
LEFT JOIN v_province p ON p.province_code = o.admin_code[:2] || '0000'
ORDER BY d.fiscal_year, p.province_code, t.doc_id, t.loaded;
