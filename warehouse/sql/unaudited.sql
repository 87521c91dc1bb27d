SELECT count(*), count(*) FILTER (NOT audited) FROM v_audit_summary;
