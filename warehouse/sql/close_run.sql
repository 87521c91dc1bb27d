UPDATE ingest_run SET finished_at = ?, status = ? WHERE run_id = ?;
