-- 收支和“三公”经费比上年增减多少？ | How did income, expenditure and the three public items change against the prior year?
-- prior_expenditure_wan: 上年支出（万元） | Expenditure of the prior year, 10,000 yuan
-- expenditure_change_wan: 支出增减（万元） | Change of expenditure, 10,000 yuan
-- expenditure_change_pct: 支出增减（%） | Change of expenditure, percent
-- printed_change_wan: 报告印出的支出增减（万元） | Change of expenditure as the report prints it, 10,000 yuan
-- income_change_wan: 收入总计增减（万元） | Change of total income, 10,000 yuan
-- three_public_change_wan: 三公增减（万元） | Change of the three public items, 10,000 yuan
WITH printed AS (
    SELECT org_id, fiscal_year, value
    FROM v_fact_best
    WHERE concept = 'expenditure' AND measure = 'change' AND fund = 'all' AND unit = 'CNY'
        AND function_code IS NULL AND function_name IS NULL AND item IS NULL
    QUALIFY row_number() OVER (PARTITION BY org_id, fiscal_year ORDER BY base = 'prior_final' DESC, base, fact_id) = 1
)
SELECT
    y.org_name,
    y.fiscal_year,
    p.expenditure_wan AS prior_expenditure_wan,
    y.expenditure_wan,
    y.expenditure_wan - p.expenditure_wan AS expenditure_change_wan,
    percent_of(y.expenditure_wan - p.expenditure_wan, p.expenditure_wan) AS expenditure_change_pct,
    wan(printed.value) AS printed_change_wan,
    y.income_total_wan - p.income_total_wan AS income_change_wan,
    y.three_public_total_wan - p.three_public_total_wan AS three_public_change_wan
FROM v_org_year y
LEFT JOIN v_org_year p ON p.org_id = y.org_id AND p.fiscal_year = y.fiscal_year - 1
LEFT JOIN printed ON printed.org_id = y.org_id AND printed.fiscal_year = y.fiscal_year
WHERE p.expenditure_wan IS NOT NULL OR printed.value IS NOT NULL
ORDER BY y.org_name, y.org_id, y.fiscal_year;
