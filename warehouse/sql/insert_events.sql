INSERT INTO ingest_event BY NAME FROM incoming_event;
