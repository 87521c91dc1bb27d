-- What became of each row of `expected` (ord, name, org_id, admin_code, year, doc_kinds): one row each, by ord.
-- Names are compared as stored, brackets of either width: the expected ones were cleaned as the stored ones were.
WITH called AS (
    SELECT e.ord, o.org_id, 1 AS closeness FROM expected e JOIN organization o ON o.org_id = e.org_id
    UNION ALL
    SELECT e.ord, o.org_id, 2 FROM expected e JOIN organization o ON translate(o.name, '()', '（）') = e.name
    UNION ALL
    SELECT e.ord, a.org_id, 3
    FROM expected e
    JOIN organization_alias a ON translate(a.alias, '()', '（）') = e.name
),
fitting AS (
    SELECT DISTINCT c.ord, c.org_id, o.name, o.admin_name, o.admin_code
    FROM called c
    JOIN expected e USING (ord)
    JOIN organization o ON o.org_id = c.org_id
    WHERE e.admin_code IS NULL OR o.admin_code IS NULL OR starts_with(o.admin_code, e.admin_code)
    QUALIFY c.closeness = min(c.closeness) OVER (PARTITION BY c.ord)
),
organisation AS (
    SELECT
        ord,
        CASE WHEN count(*) = 1 THEN min(org_id) END AS org_id,
        list(CASE WHEN admin_name IS NULL THEN name ELSE name || '（' || admin_name || '）' END ORDER BY name, admin_code, org_id) AS names
    FROM fitting
    GROUP BY ord
),
latest AS (
    SELECT e.ord, d.doc_id, d.path, d.fiscal_year
    FROM expected e
    JOIN organisation o USING (ord)
    JOIN document d ON d.org_id = o.org_id AND d.is_current
    WHERE list_contains(e.doc_kinds, d.doc_kind) AND (e.year IS NULL OR d.fiscal_year = e.year)
    QUALIFY row_number() OVER (
        PARTITION BY e.ord
        ORDER BY d.fiscal_year DESC NULLS LAST, d.published_date DESC NULLS LAST, d.path, d.doc_id
    ) = 1
)
SELECT o.org_id, coalesce(o.names, []) AS organisations, l.doc_id, l.path, l.fiscal_year
FROM expected e
LEFT JOIN organisation o USING (ord)
LEFT JOIN latest l USING (ord)
ORDER BY e.ord;
