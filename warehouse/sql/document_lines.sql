SELECT
    doc_id, path, org_name, fiscal_year, doc_kind, is_current, tables_found, tables_expected,
    identities_closed, identities, facts, mentions, leftovers, claimed_pct
FROM v_document_quality
ORDER BY path, doc_id;
