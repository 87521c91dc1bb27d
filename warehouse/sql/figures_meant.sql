-- The figures of a document that a person may mean: by fact_id, by place, or as printed; `closeness` 0 is nearest.
WITH placed AS (
    SELECT
        *,
        CASE
            WHEN row IS NOT NULL THEN concat_ws('/', table_id, row, col)
            WHEN char_start IS NOT NULL THEN concat_ws('/', section_id, char_start, char_end)
        END AS place
    FROM fact
    WHERE doc_id = $doc_id
)
SELECT
    fact_id, concept, measure, fund, value, unit, value_reported, unit_reported,
    table_id, row, col, section_id, char_start, char_end,
    CASE WHEN fact_id = $wanted THEN 0 WHEN place = $wanted THEN 1 ELSE 2 END AS closeness
FROM placed
WHERE place IS NOT NULL AND (fact_id = $wanted OR place = $wanted OR value_reported = $wanted)
ORDER BY closeness, table_id, row, col, section_id, char_start, fact_id;
