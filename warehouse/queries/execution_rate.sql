-- 一般公共预算支出完成了预算的多少？ | How much of the general public budget was carried out?
-- computed_pct: 计算完成率（%） | Completion as computed, percent
-- printed_pct: 印出完成率（%） | Completion as printed, percent
-- printed_base: 印出基数 | Base that the report names
-- The printed rate is shown beside the computed one: the report may measure against another budget than the initial one.
WITH printed AS (
    SELECT org_id, fiscal_year, value, base
    FROM v_fact_best
    WHERE concept = 'expenditure' AND measure = 'completion_rate' AND fund = 'general_public'
        AND function_code IS NULL AND function_name IS NULL AND item IS NULL
    QUALIFY row_number() OVER (PARTITION BY org_id, fiscal_year ORDER BY base NULLS LAST, fact_id) = 1
)
SELECT
    y.org_name,
    y.fiscal_year,
    y.general_public_budget_wan,
    y.general_public_expenditure_wan,
    percent_of(y.general_public_expenditure_wan, y.general_public_budget_wan) AS computed_pct,
    CAST(p.value AS DECIMAL(18, 2)) AS printed_pct,
    p.base AS printed_base
FROM v_org_year y
LEFT JOIN printed p USING (org_id, fiscal_year)
WHERE y.general_public_expenditure_wan IS NOT NULL AND (y.general_public_budget_wan IS NOT NULL OR p.value IS NOT NULL)
ORDER BY computed_pct NULLS LAST, y.org_name, y.org_id, y.fiscal_year;
