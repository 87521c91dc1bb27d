-- What the checks judge: every figure, corrections by people applied, with the half unit of its last printed digit (`half`)
-- and the whole one (`step`), both in the base unit. A figure that is not `sure` was read with doubt: what it is part of
-- cannot be judged. Temporary, for one audit.
CREATE OR REPLACE TEMP TABLE figure AS
WITH latest_correction AS (
    FROM correction
    QUALIFY row_number() OVER (
        PARTITION BY
            doc_id, table_id, row, col, concept, measure, fund,
            CASE WHEN table_id IS NULL THEN section_id END, char_start, char_end
        ORDER BY made_at DESC, correction_id
    ) = 1
)
SELECT
    f.* EXCLUDE (bbox, snippet, rule, code_source) REPLACE (coalesce(c.value, f.value) AS value),
    f.confidence >= 0.9 OR c.correction_id IS NOT NULL AS sure,
    coalesce(f.function_code, '') || coalesce(f.economic_code, '') AS code,
    CASE
        WHEN f.unit <> 'CNY' THEN 1
        ELSE CASE f.unit_reported
            WHEN '万元' THEN 10000 WHEN '亿元' THEN 100000000 WHEN '千元' THEN 1000 WHEN '百万元' THEN 1000000 ELSE 1
        END
    END::DECIMAL(18, 0) AS factor,
    (factor / power(10::DOUBLE, least(f.decimals, 6)))::DECIMAL(24, 6) AS step,
    (step / 2)::DECIMAL(24, 7) AS half,
    d.doc_kind,
    d.fiscal_year AS report_year,
    d.doc_kind IN ('budget', 'unit_budget') AS is_budget
FROM fact f
JOIN document d USING (doc_id)
SEMI JOIN audited a USING (doc_id)
LEFT JOIN latest_correction c
    ON c.doc_id = f.doc_id AND c.concept = f.concept AND c.measure = f.measure AND c.fund = f.fund
    AND CASE
        WHEN f.row IS NOT NULL THEN c.table_id = f.table_id AND c.row = f.row AND c.col = f.col
        ELSE c.table_id IS NULL AND c.section_id = f.section_id AND c.char_start = f.char_start AND c.char_end = f.char_end
    END
WHERE c.correction_id IS NULL OR c.value IS NOT NULL;
