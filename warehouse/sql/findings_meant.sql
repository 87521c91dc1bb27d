-- The findings that a person may mean: by their id, or the start of it.
SELECT finding_id, doc_id, path, rule_id, place, message_zh, dismissed
FROM finding
JOIN document USING (doc_id)
WHERE finding_id = $wanted OR (length($wanted) >= 6 AND starts_with(finding_id, $wanted))
ORDER BY finding_id;
