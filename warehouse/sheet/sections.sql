-- The section tree in reading order, with what was read in each section.
SELECT
    s.section_id,
    s.level,
    s.title,
    s.page,
    s.part,
    length(s.text) AS characters,
    (SELECT count(*) FROM fact f WHERE f.doc_id = s.doc_id AND f.section_id = s.section_id) AS facts
FROM section s
WHERE s.doc_id = $doc_id
    AND ($page IS NULL OR s.page = $page)
ORDER BY s.ord;
