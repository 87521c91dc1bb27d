-- Puts the batch that stands in the incoming_* tables into the warehouse. Runs inside a transaction, after touch.sql and remove.sql.
INSERT INTO organization_claim BY NAME FROM incoming_organization_claim;
INSERT INTO alias_claim BY NAME FROM incoming_alias_claim;
INSERT INTO document BY NAME
SELECT
    d.*,
    coalesce(f.facts, 0) AS facts,
    coalesce(f.states_tables, FALSE) AS states_tables,
    coalesce(f.states_text, FALSE) AS states_text
FROM incoming_document d
LEFT JOIN (
    SELECT
        doc_id,
        count(*) AS facts,
        count(statutory_table) > 0 AS states_tables,
        count_if(source = 'text') > 0 AS states_text
    FROM incoming_fact
    GROUP BY doc_id
) f USING (doc_id);
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
