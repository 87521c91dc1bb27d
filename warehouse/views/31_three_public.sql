-- The scope that the contract gives first (fiscal), then the general public budget; of budgets the initial one first.
CREATE OR REPLACE VIEW v_three_public AS
WITH ranked AS (
    SELECT
        *,
        10 * coalesce(list_position(['fiscal', 'general_public', 'all'], fund), 9)
            + list_position(['final', 'initial_budget', 'budget', 'adjusted_budget'], measure) AS preference
    FROM v_fact_best
    WHERE measure IN ('final', 'initial_budget', 'budget', 'adjusted_budget')
        AND (starts_with(concept, 'three_public_') OR concept IN (
            'abroad_groups', 'abroad_persons', 'vehicles_purchased', 'vehicles_owned', 'reception_batches', 'reception_persons'))
        AND item IS NULL AND base IS NULL AND fiscal_year IS NOT NULL
)
SELECT
    org_id,
    org_name,
    fiscal_year,
    wan(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'three_public_total')) AS three_public_total_wan,
    wan(arg_min(value, preference) FILTER (measure <> 'final' AND concept = 'three_public_total')) AS three_public_total_budget_wan,
    wan(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'three_public_abroad')) AS three_public_abroad_wan,
    wan(arg_min(value, preference) FILTER (measure <> 'final' AND concept = 'three_public_abroad')) AS three_public_abroad_budget_wan,
    wan(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'three_public_vehicle')) AS three_public_vehicle_wan,
    wan(arg_min(value, preference) FILTER (measure <> 'final' AND concept = 'three_public_vehicle')) AS three_public_vehicle_budget_wan,
    wan(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'three_public_vehicle_purchase')) AS three_public_vehicle_purchase_wan,
    wan(arg_min(value, preference) FILTER (measure <> 'final' AND concept = 'three_public_vehicle_purchase')) AS three_public_vehicle_purchase_budget_wan,
    wan(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'three_public_vehicle_operation')) AS three_public_vehicle_operation_wan,
    wan(arg_min(value, preference) FILTER (measure <> 'final' AND concept = 'three_public_vehicle_operation')) AS three_public_vehicle_operation_budget_wan,
    wan(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'three_public_reception')) AS three_public_reception_wan,
    wan(arg_min(value, preference) FILTER (measure <> 'final' AND concept = 'three_public_reception')) AS three_public_reception_budget_wan,
    CAST(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'abroad_groups') AS BIGINT) AS abroad_groups,
    CAST(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'abroad_persons') AS BIGINT) AS abroad_persons,
    CAST(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'vehicles_purchased') AS BIGINT) AS vehicles_purchased,
    CAST(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'vehicles_owned') AS BIGINT) AS vehicles_owned,
    CAST(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'reception_batches') AS BIGINT) AS reception_batches,
    CAST(arg_min(value, preference) FILTER (measure = 'final' AND concept = 'reception_persons') AS BIGINT) AS reception_persons
FROM ranked
GROUP BY org_id, org_name, fiscal_year;
COMMENT ON VIEW v_three_public IS '三公经费：每个单位每年一行，决算与预算，万元及次数 | Three public expenses: one row per organisation and year, final and budget, in 10,000 yuan, and the counts';
COMMENT ON COLUMN v_three_public.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_three_public.three_public_total_budget_wan IS '三公经费合计预算（万元） | Three public expenses, budget, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_abroad_wan IS '因公出国（境）费决算（万元） | Going abroad, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_abroad_budget_wan IS '因公出国（境）费预算（万元） | Going abroad, budget, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_vehicle_wan IS '公务用车购置及运行费决算（万元） | Vehicles, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_vehicle_budget_wan IS '公务用车购置及运行费预算（万元） | Vehicles, budget, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_vehicle_purchase_wan IS '公务用车购置费决算（万元） | Vehicle purchase, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_vehicle_purchase_budget_wan IS '公务用车购置费预算（万元） | Vehicle purchase, budget, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_vehicle_operation_wan IS '公务用车运行维护费决算（万元） | Vehicle operation, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_vehicle_operation_budget_wan IS '公务用车运行维护费预算（万元） | Vehicle operation, budget, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_reception_wan IS '公务接待费决算（万元） | Reception, 10,000 yuan';
COMMENT ON COLUMN v_three_public.three_public_reception_budget_wan IS '公务接待费预算（万元） | Reception, budget, 10,000 yuan';
COMMENT ON COLUMN v_three_public.abroad_groups IS '出国（境）团组数 | Groups abroad';
COMMENT ON COLUMN v_three_public.abroad_persons IS '出国（境）人次 | Persons abroad';
COMMENT ON COLUMN v_three_public.vehicles_purchased IS '购置车辆数（辆） | Vehicles purchased';
COMMENT ON COLUMN v_three_public.vehicles_owned IS '保有车辆数（辆） | Vehicles owned';
COMMENT ON COLUMN v_three_public.reception_batches IS '接待批次 | Reception batches';
COMMENT ON COLUMN v_three_public.reception_persons IS '接待人次 | Persons received';
