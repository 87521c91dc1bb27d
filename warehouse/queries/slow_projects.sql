-- 哪些项目预算执行率低于 80%？ | Which projects carried out less than 80 % of their budget?
-- project_name: 项目名称 | Project
-- budget_amount_wan: 项目预算（万元） | Budget of the project, 10,000 yuan
-- executed_amount_wan: 项目执行（万元） | Executed, 10,000 yuan
-- execution_pct: 执行率（%） | Execution, percent
SELECT
    o.name AS org_name,
    p.fiscal_year,
    p.name AS project_name,
    wan(p.budget_amount) AS budget_amount_wan,
    wan(p.executed_amount) AS executed_amount_wan,
    percent_of(p.executed_amount, p.budget_amount) AS execution_pct,
    p.total_score,
    p.page
FROM performance_project p
JOIN document d ON d.doc_id = p.doc_id AND d.is_current
LEFT JOIN organization o ON o.org_id = p.org_id
WHERE p.budget_amount > 0 AND p.executed_amount < 0.8 * p.budget_amount
ORDER BY execution_pct, budget_amount_wan DESC, org_name, p.project_id;
