-- share_pct is the share of a code in the sum of the codes of its own level, over all funds.
CREATE OR REPLACE VIEW v_function_expenditure AS
WITH by_code AS (
    SELECT
        org_id,
        org_name,
        fiscal_year,
        function_code,
        CASE length(function_code) WHEN 3 THEN '类' WHEN 5 THEN '款' ELSE '项' END AS function_level,
        arg_min(function_name, (statutory_table, fact_id)) AS function_name,
        max(value) FILTER (concept = 'expenditure' AND fund = 'all' AND measure = 'final') AS expenditure,
        max(value) FILTER (concept = 'expenditure_basic' AND fund = 'all' AND measure = 'final') AS expenditure_basic,
        max(value) FILTER (concept = 'expenditure_project' AND fund = 'all' AND measure = 'final') AS expenditure_project,
        max(value) FILTER (concept = 'expenditure' AND fund = 'general_public' AND measure = 'final') AS general_public,
        max(value) FILTER (concept = 'expenditure' AND fund = 'gov_fund' AND measure = 'final') AS gov_fund,
        max(value) FILTER (concept = 'expenditure' AND fund = 'state_capital' AND measure = 'final') AS state_capital,
        max(value) FILTER (concept = 'expenditure' AND fund = 'all' AND measure = 'initial_budget') AS expenditure_budget,
        max(value) FILTER (concept = 'expenditure' AND fund = 'general_public' AND measure = 'initial_budget') AS general_public_budget
    FROM v_fact_best
    WHERE function_code IS NOT NULL AND economic_code IS NULL AND item IS NULL AND base IS NULL
        AND concept IN ('expenditure', 'expenditure_basic', 'expenditure_project')
        AND measure IN ('final', 'initial_budget')
    GROUP BY org_id, org_name, fiscal_year, function_code, function_level
)
SELECT
    org_id,
    org_name,
    fiscal_year,
    function_code,
    function_name,
    function_level,
    function_code[:3] AS class_code,
    wan(expenditure) AS expenditure_wan,
    wan(expenditure_basic) AS expenditure_basic_wan,
    wan(expenditure_project) AS expenditure_project_wan,
    wan(general_public) AS general_public_wan,
    wan(gov_fund) AS gov_fund_wan,
    wan(state_capital) AS state_capital_wan,
    wan(expenditure_budget) AS expenditure_budget_wan,
    wan(general_public_budget) AS general_public_budget_wan,
    percent_of(expenditure, sum(expenditure) OVER (PARTITION BY org_id, org_name, fiscal_year, function_level)) AS share_pct
FROM by_code;
COMMENT ON VIEW v_function_expenditure IS '功能分类支出：每个单位、年度、功能科目一行，万元 | Expenditure by function: one row per organisation, year and function code, in 10,000 yuan';
COMMENT ON COLUMN v_function_expenditure.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_function_expenditure.function_level IS '科目层级：类、款、项 | Level of the code: 类 (3 digits), 款 (5), 项 (7)';
COMMENT ON COLUMN v_function_expenditure.class_code IS '类级编码 | Class code: the first three digits';
COMMENT ON COLUMN v_function_expenditure.share_pct IS '占比（%）：在同级科目合计中 | Share, percent: of the codes of its level';
