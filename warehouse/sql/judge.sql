-- Takes in what the check's statement found.
INSERT INTO judgement BY NAME SELECT ?::VARCHAR AS rule_id, * FROM found;
