-- The reports that a person may mean: by a file's name or path, else the start of its doc_id, else a part of path or title,
-- or an organisation whose names hold all of $words. $wanted is what was typed, as one text.
WITH organization_names AS (
    SELECT org_id, string_agg(name, chr(10)) AS names
    FROM (
        SELECT org_id, name FROM organization
        UNION
        SELECT org_id, alias FROM organization_alias
    )
    GROUP BY org_id
)
SELECT DISTINCT
    report_id,
    CASE
        WHEN doc_id = $wanted OR path = $wanted OR parse_filename(path) = $wanted THEN 0
        WHEN length($wanted) >= 6 AND starts_with(doc_id, $wanted) THEN 1
        ELSE 2
    END AS closeness
FROM document
LEFT JOIN organization_names USING (org_id)
WHERE closeness < 2
    OR contains(path, $wanted)
    OR contains(title, $wanted)
    OR len(list_filter($words, lambda word: contains(names, word))) = len($words)
ORDER BY closeness, report_id;
