-- 各单位的支出花在哪些功能类别上？ | On which functions does each organisation spend?
SELECT
    org_name,
    fiscal_year,
    function_code,
    function_name,
    expenditure_wan,
    share_pct,
    general_public_wan
FROM v_function_expenditure
WHERE function_level = '类' AND coalesce(expenditure_wan, general_public_wan) <> 0
ORDER BY org_name, org_id, fiscal_year, expenditure_wan DESC NULLS LAST, function_code;
