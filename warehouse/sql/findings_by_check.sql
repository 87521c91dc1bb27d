-- How often each check found something: causes in current files that nobody dismissed.
SELECT rule_id, severity, any_value(title_zh) AS title_zh, any_value(title_en) AS title_en,
    count(*) AS findings, count(DISTINCT report_id) AS reports
FROM v_finding
WHERE caused_by IS NULL
GROUP BY rule_id, severity
ORDER BY findings DESC, list_position(['error', 'warning', 'info'], severity), rule_id;
