-- What the checks of this audit are: check_list, kept for whoever reads the findings.
DELETE FROM audit_check WHERE rule_id NOT IN (SELECT rule_id FROM check_list);
INSERT OR REPLACE INTO audit_check BY NAME
SELECT rule_id, ord, title_zh, title_en, basis, kind, severity, needs FROM check_list;
