INSERT OR REPLACE INTO dismissal (doc_id, rule_id, place, why, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?);
