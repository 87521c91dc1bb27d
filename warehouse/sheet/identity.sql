-- What a document says about itself, and how much of it was read.
SELECT
    d.title,
    d.path,
    d.doc_id,
    d.report_id,
    d.format,
    d.bytes,
    d.pages,
    d.doc_kind,
    d.fiscal_year,
    d.org_printed,
    o.name AS org_name,
    d.org_id,
    o.admin_code,
    o.admin_name,
    o.level,
    o.kind,
    d.published_date,
    d.revision,
    d.is_current,
    d.supersedes,
    d.same_as,
    d.extractor_version,
    q.tables_found,
    q.tables_expected,
    q.tables_missing,
    q.facts,
    q.mentions,
    q.mentions_by_reason,
    q.leftovers,
    q.claimed_pct,
    q.identities_closed,
    q.identities
FROM document d
LEFT JOIN organization o USING (org_id)
LEFT JOIN v_document_quality q USING (doc_id)
WHERE d.doc_id = $doc_id;
