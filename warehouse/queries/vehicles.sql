-- 各单位有多少公务用车，每辆运行维护费多少？ | How many vehicles does each organisation keep, and what does one cost to run?
-- kinds: 车辆种类 | Kinds of vehicle
-- per_vehicle_wan: 每辆运行维护费（万元） | Operation a vehicle, 10,000 yuan
WITH kind AS (
    SELECT
        org_id,
        fiscal_year,
        string_agg(printf('%s %d', item, value::BIGINT), '、' ORDER BY value DESC, item) AS kinds
    FROM v_fact_best
    WHERE concept = 'vehicles' AND measure = 'final' AND item IS NOT NULL AND value > 0
    GROUP BY org_id, fiscal_year
)
SELECT
    coalesce(y.org_name, t.org_name) AS org_name,
    fiscal_year,
    y.vehicles_total,
    t.vehicles_owned,
    kind.kinds,
    t.vehicles_purchased,
    t.three_public_vehicle_purchase_wan,
    t.three_public_vehicle_operation_wan,
    TRY_CAST(
        t.three_public_vehicle_operation_wan / nullif(coalesce(t.vehicles_owned, y.vehicles_total), 0)
        AS DECIMAL(18, 2)) AS per_vehicle_wan
FROM v_three_public t
FULL JOIN v_org_year y USING (org_id, fiscal_year)
LEFT JOIN kind USING (org_id, fiscal_year)
WHERE coalesce(y.vehicles_total, t.vehicles_owned, t.vehicles_purchased) IS NOT NULL
ORDER BY org_name, org_id, fiscal_year;
