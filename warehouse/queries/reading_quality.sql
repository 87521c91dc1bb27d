-- 每份报告读全了吗，缺哪些法定表？ | Was each report read whole, and which statutory tables are missing?
SELECT
    path,
    org_name,
    fiscal_year,
    doc_kind,
    tables_found,
    tables_expected,
    tables_missing,
    facts,
    leftovers,
    claimed_pct,
    identities_closed,
    identities
FROM v_document_quality
WHERE is_current
ORDER BY claimed_pct NULLS FIRST, path;
