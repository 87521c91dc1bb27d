-- The documents that a person may mean: by the start of the doc_id, the file's name, or a part of the path or the title.
-- `closeness` 0 is exact. $wanted is what was typed.
SELECT
    doc_id,
    path,
    title,
    format,
    CASE
        WHEN doc_id = $wanted OR path = $wanted OR parse_filename(path) = $wanted THEN 0
        WHEN length($wanted) >= 6 AND starts_with(doc_id, $wanted) THEN 1
        ELSE 2
    END AS closeness
FROM document
WHERE closeness < 2 OR contains(path, $wanted) OR contains(title, $wanted)
ORDER BY closeness, path, doc_id;
