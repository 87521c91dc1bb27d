-- 年初预算与当年决算相差多少？ | How far is each year's final expenditure from the initial budget that was published?
-- initial_budget_wan: 年初预算（万元） | Initial budget, 10,000 yuan
-- deviation_wan: 决算与预算之差（万元） | Final less budget, 10,000 yuan
-- deviation_pct: 偏离（%） | Deviation, percent
WITH figure AS (
    SELECT
        org_id,
        any_value(org_name) AS org_name,
        fiscal_year,
        fund,
        max(value) FILTER (measure = 'initial_budget') AS planned,
        max(value) FILTER (measure = 'final') AS spent
    FROM v_fact_best
    WHERE concept = 'expenditure' AND measure IN ('initial_budget', 'final') AND unit = 'CNY'
        AND function_code IS NULL AND function_name IS NULL AND economic_code IS NULL AND economic_name IS NULL
        AND item IS NULL AND base IS NULL
    GROUP BY org_id, fiscal_year, fund
)
SELECT
    org_name,
    fiscal_year,
    fund,
    wan(planned) AS initial_budget_wan,
    wan(spent) AS final_wan,
    wan(spent - planned) AS deviation_wan,
    percent_of(spent - planned, planned) AS deviation_pct
FROM figure
WHERE planned IS NOT NULL AND spent IS NOT NULL
ORDER BY abs(spent - planned) DESC, org_name, org_id, fiscal_year, fund;
