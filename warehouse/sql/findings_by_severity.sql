SELECT severity, count(*) FROM finding SEMI JOIN asked USING (doc_id) WHERE caused_by IS NULL AND NOT dismissed GROUP BY severity;
