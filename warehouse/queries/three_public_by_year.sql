-- 各单位各年的“三公”经费决算与预算各是多少？ | What did each organisation spend on the three public items each year, against its budget?
-- budget_used_pct: 占预算（%） | Share of the budget used, percent
SELECT
    org_name,
    fiscal_year,
    three_public_total_wan,
    three_public_total_budget_wan,
    percent_of(three_public_total_wan, three_public_total_budget_wan) AS budget_used_pct,
    three_public_abroad_wan,
    three_public_vehicle_wan,
    three_public_reception_wan,
    reception_batches,
    reception_persons
FROM v_three_public
ORDER BY org_name, org_id, fiscal_year;
