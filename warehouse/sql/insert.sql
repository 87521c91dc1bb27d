-- Puts the batch that stands in the incoming_* tables into the warehouse. Runs inside a transaction, after remove.sql.
INSERT INTO organization_claim BY NAME FROM incoming_organization_claim;
INSERT INTO alias_claim BY NAME FROM incoming_alias_claim;
INSERT INTO document BY NAME FROM incoming_document;
INSERT INTO section BY NAME FROM incoming_section;
INSERT INTO source_table BY NAME FROM incoming_source_table;
INSERT INTO table_cell BY NAME FROM incoming_table_cell;
INSERT INTO fact BY NAME FROM incoming_fact;
INSERT INTO performance_project BY NAME FROM incoming_performance_project;
INSERT INTO performance_indicator BY NAME FROM incoming_performance_indicator;
INSERT INTO quantity_mention BY NAME FROM incoming_quantity_mention;
INSERT INTO leftover BY NAME FROM incoming_leftover;
INSERT INTO table_check BY NAME FROM incoming_table_check;

INSERT INTO touched_report SELECT DISTINCT report_id FROM incoming_document;
INSERT INTO touched_organization
SELECT org_id FROM incoming_organization_claim
UNION
SELECT org_id FROM incoming_alias_claim;
