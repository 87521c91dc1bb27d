DELETE FROM dismissal WHERE doc_id = ? AND rule_id = ? AND place = ?;
