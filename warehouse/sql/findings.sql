-- The findings of the reports $reports, the year $year, the severities $severities and the checks $checks (NULL: of all), or
-- the one $finding_id, as a person reads them: by organisation, year and file, the gravest first. $everything adds consequences, dismissed findings and
-- superseded files.
SELECT f.* EXCLUDE (report_id)
FROM v_finding_all f
LEFT JOIN audit_check a USING (rule_id)
WHERE ($everything OR (is_current AND NOT dismissed AND caused_by IS NULL))
    AND ($reports::VARCHAR[] IS NULL OR list_contains($reports, report_id))
    AND ($year::INTEGER IS NULL OR fiscal_year = $year)
    AND ($severities::VARCHAR[] IS NULL OR list_contains($severities, f.severity))
    AND ($checks::VARCHAR[] IS NULL OR list_contains($checks, rule_id))
    AND ($finding_id::VARCHAR IS NULL OR finding_id = $finding_id)
ORDER BY
    org_name NULLS LAST, org_id, fiscal_year DESC NULLS LAST, path, doc_id,
    list_position(['error', 'warning', 'info'], f.severity), page NULLS FIRST, a.ord, scope;
