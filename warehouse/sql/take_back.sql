-- Takes a dismissal back, and what was dismissed with it.
DELETE FROM dismissal
USING (
    SELECT d.doc_id, d.place, d.made_by, d.made_at
    FROM finding f
    JOIN dismissal d USING (doc_id, rule_id, place)
    WHERE f.finding_id = $finding_id
) said
WHERE dismissal.doc_id = said.doc_id AND dismissal.place = said.place
    AND dismissal.made_by = said.made_by AND dismissal.made_at = said.made_at;
