-- Sections that hold all of $words; the snippet shows 30 characters before the first word and 60 after.
SELECT
    s.doc_id,
    d.path,
    o.name AS org_name,
    d.fiscal_year,
    s.section_id,
    s.title,
    s.page,
    CASE
        WHEN contains(s.text, $first) THEN
            trim(replace(s.text[greatest(strpos(s.text, $first) - 30, 1):strpos(s.text, $first) + 60], chr(10), ' '))
        ELSE s.title
    END AS snippet
FROM section s
JOIN document d ON d.doc_id = s.doc_id AND d.is_current
LEFT JOIN organization o ON o.org_id = d.org_id
WHERE len(list_filter($words, lambda word: contains(s.title, word) OR contains(s.text, word))) = len($words)
ORDER BY
    contains(s.title, $first) DESC,
    o.name,
    d.org_id,
    d.fiscal_year DESC NULLS LAST,
    d.doc_id,
    s.ord
LIMIT $most;
