-- Version 2 keeps with each document what it states, which version 1 counted anew at every loading.
INSERT INTO document BY NAME
SELECT
    d.*,
    coalesce(f.facts, 0) AS facts,
    coalesce(f.states_tables, FALSE) AS states_tables,
    coalesce(f.states_text, FALSE) AS states_text
FROM earlier_warehouse.document d
LEFT JOIN (
    SELECT
        doc_id,
        count(*) AS facts,
        count(statutory_table) > 0 AS states_tables,
        count_if(source = 'text') > 0 AS states_text
    FROM earlier_warehouse.fact
    GROUP BY doc_id
) f USING (doc_id);
