-- The rows of a table that says itself whose and of which year they are, each with its province, as they were loaded.
SELECT t.*, p.province
FROM query_table($name) t
LEFT JOIN organization o ON o.org_id = t.org_id
LEFT JOIN v_province p ON p.province_code = o.admin_code[:2] || '0000';
