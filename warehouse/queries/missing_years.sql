-- 各单位的报告之间缺哪些年度？ | Which years are missing between an organisation's reports?
-- first_year: 最早年度 | First year
-- last_year: 最近年度 | Last year
-- years_missing: 缺少的年度 | Years missing
WITH report AS (
    SELECT DISTINCT org_id, doc_kind, fiscal_year
    FROM document
    WHERE is_current AND fiscal_year IS NOT NULL
        AND doc_kind IN ('final_account', 'unit_final_account', 'budget', 'unit_budget')
),
span AS (
    SELECT org_id, doc_kind, min(fiscal_year) AS first_year, max(fiscal_year) AS last_year
    FROM report
    GROUP BY org_id, doc_kind
),
missing AS (
    SELECT span.org_id, span.doc_kind, first_year, last_year, y.year
    FROM span, range(span.first_year, span.last_year) y (year)
    ANTI JOIN report ON report.org_id = span.org_id AND report.doc_kind = span.doc_kind AND report.fiscal_year = y.year
)
SELECT
    o.name AS org_name,
    m.doc_kind,
    m.first_year,
    m.last_year,
    list_sort(list(m.year)) AS years_missing
FROM missing m
LEFT JOIN organization o USING (org_id)
GROUP BY m.org_id, o.name, m.doc_kind, m.first_year, m.last_year
ORDER BY org_name, m.org_id, m.doc_kind;
