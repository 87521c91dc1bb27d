-- 人员经费与公用经费各占多少？ | How does personnel expenditure stand against public expenditure?
-- personnel_pct: 人员经费占比（%） | Share of personnel, percent
-- per_head_wan: 人均人员经费（万元） | Personnel expenditure a head, 10,000 yuan
SELECT
    org_name,
    fiscal_year,
    personnel_expenditure_wan,
    public_expenditure_wan,
    percent_of(personnel_expenditure_wan, personnel_expenditure_wan + public_expenditure_wan) AS personnel_pct,
    staff_actual,
    TRY_CAST(personnel_expenditure_wan / nullif(staff_actual, 0) AS DECIMAL(18, 2)) AS per_head_wan
FROM v_org_year
WHERE personnel_expenditure_wan IS NOT NULL OR public_expenditure_wan IS NOT NULL
ORDER BY personnel_pct DESC NULLS LAST, org_name, org_id, fiscal_year;
