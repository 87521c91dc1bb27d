INSERT OR REPLACE INTO ingest_run BY NAME FROM incoming_run;
