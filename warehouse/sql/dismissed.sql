SELECT finding_id FROM finding WHERE doc_id = ? AND dismissed;
