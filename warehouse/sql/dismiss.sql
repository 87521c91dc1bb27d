-- Dismisses a finding, and with it what follows from it: each by its own check, at the place that they share.
INSERT OR REPLACE INTO dismissal BY NAME
SELECT DISTINCT doc_id, rule_id, place, $why AS why, $made_by AS made_by, $made_at AS made_at
FROM finding
WHERE finding_id = $finding_id
    OR (caused_by = $finding_id AND NOT dismissed AND place = (SELECT place FROM finding WHERE finding_id = $finding_id));
