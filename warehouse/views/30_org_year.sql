-- Totals only: no code, no item. A year known only through a later report's prior-year figures has no row.
CREATE OR REPLACE VIEW v_org_year AS
WITH total AS (
    FROM v_fact_best
    WHERE measure IN ('final', 'budget', 'initial_budget', 'adjusted_budget')
        AND function_code IS NULL AND function_name IS NULL
        AND economic_code IS NULL AND economic_name IS NULL
        AND item IS NULL AND base IS NULL
        AND fiscal_year IS NOT NULL
),
figure AS (
    SELECT
        org_id,
        org_name,
        admin_code,
        admin_name,
        fiscal_year,
        max(value) FILTER (measure = 'final' AND concept = 'income_total' AND fund = 'all') AS income_total,
        max(value) FILTER (measure = 'final' AND concept = 'income_current_year' AND fund = 'all') AS income_current_year,
        max(value) FILTER (measure = 'final' AND concept = 'fiscal_appropriation' AND fund = 'fiscal') AS fiscal_appropriation,
        max(value) FILTER (measure = 'final' AND concept = 'expenditure_total' AND fund = 'all') AS expenditure_total,
        max(value) FILTER (measure = 'final' AND concept = 'expenditure' AND fund = 'all') AS expenditure,
        max(value) FILTER (measure = 'final' AND concept = 'expenditure_basic' AND fund = 'all') AS expenditure_basic,
        max(value) FILTER (measure = 'final' AND concept = 'expenditure_project' AND fund = 'all') AS expenditure_project,
        max(value) FILTER (measure = 'final' AND concept = 'expenditure' AND fund = 'general_public') AS general_public_expenditure,
        max(value) FILTER (measure = 'final' AND concept = 'personnel_expenditure' AND fund = 'general_public') AS personnel_expenditure,
        max(value) FILTER (measure = 'final' AND concept = 'public_expenditure' AND fund = 'general_public') AS public_expenditure,
        max(value) FILTER (measure = 'final' AND concept = 'opening_carryover' AND fund = 'all') AS opening_carryover,
        max(value) FILTER (measure = 'final' AND concept = 'closing_carryover' AND fund = 'all') AS closing_carryover,
        arg_min(value, list_position(['fiscal', 'general_public', 'all'], fund))
            FILTER (measure = 'final' AND concept = 'three_public_total') AS three_public_total,
        arg_min(value, list_position(['general_public', 'fiscal', 'all'], fund))
            FILTER (measure = 'final' AND concept = 'agency_operating_expenditure') AS agency_operating_expenditure,
        arg_min(value, list_position(['all', 'fiscal', 'general_public'], fund))
            FILTER (measure = 'final' AND concept = 'procurement_total') AS procurement_total,
        max(value) FILTER (measure = 'final' AND concept = 'vehicles_total') AS vehicles_total,
        max(value) FILTER (measure = 'final' AND concept = 'staff_actual') AS staff_actual,
        max(value) FILTER (measure = 'final' AND concept = 'evaluation_score') AS evaluation_score,
        arg_min(value, list_position(['initial_budget', 'budget', 'adjusted_budget'], measure))
            FILTER (measure <> 'final' AND concept = 'expenditure' AND fund = 'all') AS expenditure_budget,
        arg_min(value, list_position(['initial_budget', 'budget', 'adjusted_budget'], measure))
            FILTER (measure <> 'final' AND concept = 'expenditure' AND fund = 'general_public') AS general_public_budget,
        arg_min(
            value,
            (
                list_position(['initial_budget', 'budget', 'adjusted_budget'], measure),
                list_position(['fiscal', 'general_public', 'all'], fund)
            )
        ) FILTER (
            measure <> 'final' AND concept = 'three_public_total' AND fund IN ('fiscal', 'general_public', 'all')
        ) AS three_public_budget
    FROM total
    GROUP BY org_id, org_name, admin_code, admin_name, fiscal_year
)
SELECT
    org_id,
    org_name,
    admin_code,
    admin_name,
    fiscal_year,
    wan(income_total) AS income_total_wan,
    wan(income_current_year) AS income_current_year_wan,
    wan(fiscal_appropriation) AS fiscal_appropriation_wan,
    wan(expenditure_total) AS expenditure_total_wan,
    wan(expenditure) AS expenditure_wan,
    wan(expenditure_budget) AS expenditure_budget_wan,
    wan(expenditure_basic) AS expenditure_basic_wan,
    wan(expenditure_project) AS expenditure_project_wan,
    wan(general_public_expenditure) AS general_public_expenditure_wan,
    wan(general_public_budget) AS general_public_budget_wan,
    wan(personnel_expenditure) AS personnel_expenditure_wan,
    wan(public_expenditure) AS public_expenditure_wan,
    wan(opening_carryover) AS opening_carryover_wan,
    wan(closing_carryover) AS closing_carryover_wan,
    wan(three_public_total) AS three_public_total_wan,
    wan(three_public_budget) AS three_public_budget_wan,
    wan(agency_operating_expenditure) AS agency_operating_expenditure_wan,
    wan(procurement_total) AS procurement_total_wan,
    CAST(vehicles_total AS BIGINT) AS vehicles_total,
    CAST(staff_actual AS BIGINT) AS staff_actual,
    evaluation_score
FROM figure;
COMMENT ON VIEW v_org_year IS '单位年度：每个单位每年一行的主要数字，万元 | Organisation and year: one row of headline figures each, in 10,000 yuan';
COMMENT ON COLUMN v_org_year.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_org_year.income_total_wan IS '收入总计（万元） | Total income with carry-over, 10,000 yuan';
COMMENT ON COLUMN v_org_year.expenditure_total_wan IS '支出总计（万元） | Total expenditure with carry-over, 10,000 yuan';
COMMENT ON COLUMN v_org_year.general_public_expenditure_wan IS '一般公共预算支出（万元） | Expenditure of the general public budget, 10,000 yuan';
COMMENT ON COLUMN v_org_year.three_public_budget_wan IS '三公经费预算（万元） | Three public expenses, budget, 10,000 yuan';
COMMENT ON COLUMN v_org_year.agency_operating_expenditure_wan IS '机关运行经费（万元） | Agency operating expenditure, 10,000 yuan';
COMMENT ON COLUMN v_org_year.procurement_total_wan IS '政府采购总额（万元） | Government procurement, 10,000 yuan';
COMMENT ON COLUMN v_org_year.vehicles_total IS '车辆总数（辆） | Vehicles in total';
COMMENT ON COLUMN v_org_year.staff_actual IS '实有人数（人） | Staff, persons';
COMMENT ON COLUMN v_org_year.evaluation_score IS '评价得分 | Evaluation score';
