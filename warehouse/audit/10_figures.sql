-- What the checks judge: every figure, corrections by people applied, with the half unit of its last printed digit (`half`)
-- and the whole one (`step`), both in the base unit. A figure that is not `sure` was read with doubt: what it is part of
-- cannot be judged. Temporary, for one audit.
CREATE OR REPLACE TEMP TABLE figure AS
SELECT
    f.* EXCLUDE (bbox, snippet, rule, code_source, corrected, is_current, report_id, org_name, admin_code, admin_name),
    f.confidence >= 0.9 AS sure,
    coalesce(f.function_code, '') || coalesce(f.economic_code, '') AS code,
    CASE
        WHEN f.unit <> 'CNY' THEN 1
        ELSE CASE f.unit_reported
            WHEN '万元' THEN 10000 WHEN '亿元' THEN 100000000 WHEN '千元' THEN 1000 WHEN '百万元' THEN 1000000 ELSE 1
        END
    END::DECIMAL(18, 0) AS factor,
    (factor / power(10::DOUBLE, least(f.decimals, 6)))::DECIMAL(24, 6) AS step,
    (step / 2)::DECIMAL(24, 7) AS half,
    f.doc_kind IN ('budget', 'unit_budget') AS is_budget
FROM v_fact_all f
SEMI JOIN audited a USING (doc_id);
