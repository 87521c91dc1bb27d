-- The sheet of findings: what sql/findings.sql gives, its words in Chinese, for the department that is to answer.
SELECT
    org_name,
    f.fiscal_year,
    path,
    CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '疑点' ELSE '提示' END AS severity,
    f.title_zh,
    message_zh,
    page,
    place_words,
    quotation,
    printed,
    should_be,
    f.basis,
    message_en,
    consequences,
    rule_id,
    finding_id
FROM v_finding_all f
LEFT JOIN audit_check a USING (rule_id)
WHERE ($everything OR (is_current AND NOT dismissed AND caused_by IS NULL))
    AND ($reports::VARCHAR[] IS NULL OR list_contains($reports, report_id))
    AND ($year::INTEGER IS NULL OR f.fiscal_year = $year)
    AND ($severities::VARCHAR[] IS NULL OR list_contains($severities, f.severity))
    AND ($checks::VARCHAR[] IS NULL OR list_contains($checks, rule_id))
ORDER BY
    org_name NULLS LAST, org_id, f.fiscal_year DESC NULLS LAST, path, doc_id,
    list_position(['error', 'warning', 'info'], f.severity), page NULLS FIRST, a.ord, scope;
