-- The text of the sections that a person may mean: by section_id, or by a part of the title.
SELECT section_id, title, page, text
FROM section
WHERE doc_id = $doc_id AND (section_id = $section OR contains(title, $section))
ORDER BY ord;
