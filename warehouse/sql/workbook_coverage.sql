-- The sheet of coverage: every check of every report of $reports and $year (NULL: of all), in Chinese.
SELECT
    org_name,
    fiscal_year,
    path,
    title_zh,
    CASE outcome WHEN 'pass' THEN '通过' WHEN 'fail' THEN '不符' ELSE '不适用' END AS outcome,
    missing,
    rule_id
FROM v_coverage
WHERE ($reports::VARCHAR[] IS NULL OR list_contains($reports, report_id))
    AND ($year::INTEGER IS NULL OR fiscal_year = $year)
ORDER BY org_name NULLS LAST, org_id, fiscal_year DESC NULLS LAST, path, doc_id, ord;
