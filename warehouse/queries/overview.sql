-- 各部门各年的收支总貌如何？ | How do the departments compare, year by year, in income, expenditure and its structure?
-- basic_pct: 基本支出占比（%） | Share of basic expenditure, percent
-- three_public_pct: 三公占支出比（%） | Three public expenses in expenditure, percent
SELECT
    fiscal_year,
    admin_name,
    org_name,
    income_total_wan,
    expenditure_wan,
    percent_of(expenditure_basic_wan, expenditure_wan) AS basic_pct,
    personnel_expenditure_wan,
    public_expenditure_wan,
    three_public_total_wan,
    percent_of(three_public_total_wan, expenditure_wan) AS three_public_pct,
    procurement_total_wan,
    closing_carryover_wan
FROM v_org_year
WHERE expenditure_wan IS NOT NULL OR income_total_wan IS NOT NULL
ORDER BY fiscal_year DESC, expenditure_wan DESC NULLS LAST, org_name, org_id;
