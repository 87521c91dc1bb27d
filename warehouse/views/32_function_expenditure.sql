-- share_pct is the share of a code in the sum of the codes of its own level, over all funds.
CREATE OR REPLACE VIEW v_function_expenditure AS
WITH by_code AS (
    SELECT
        org_id,
        any_value(org_name) AS org_name,
        fiscal_year,
        function_code,
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
    GROUP BY org_id, fiscal_year, function_code
)
SELECT
    org_id,
    org_name,
    fiscal_year,
    function_code,
    function_name,
    CASE length(function_code) WHEN 3 THEN '类' WHEN 5 THEN '款' ELSE '项' END AS function_level,
    function_code[:3] AS class_code,
    wan(expenditure) AS expenditure_wan,
    wan(expenditure_basic) AS expenditure_basic_wan,
    wan(expenditure_project) AS expenditure_project_wan,
    wan(general_public) AS general_public_wan,
    wan(gov_fund) AS gov_fund_wan,
    wan(state_capital) AS state_capital_wan,
    wan(expenditure_budget) AS expenditure_budget_wan,
    wan(general_public_budget) AS general_public_budget_wan,
    percent_of(expenditure, sum(expenditure) OVER (PARTITION BY org_id, fiscal_year, length(function_code))) AS share_pct
FROM by_code;
COMMENT ON VIEW v_function_expenditure IS '功能分类支出：每个单位、年度、功能科目一行，万元 | Expenditure by function: one row per organisation, year and function code, in 10,000 yuan';
COMMENT ON COLUMN v_function_expenditure.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN v_function_expenditure.org_name IS '单位名称 | Organisation name';
COMMENT ON COLUMN v_function_expenditure.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_function_expenditure.function_code IS '功能分类编码：3、5 或 7 位，合计为空 | Function code: 3, 5 or 7 digits, NULL on a total';
COMMENT ON COLUMN v_function_expenditure.function_name IS '功能分类名称 | Function name';
COMMENT ON COLUMN v_function_expenditure.function_level IS '科目层级：类、款、项 | Level of the code: 类 (3 digits), 款 (5), 项 (7)';
COMMENT ON COLUMN v_function_expenditure.class_code IS '类级编码 | Class code: the first three digits';
COMMENT ON COLUMN v_function_expenditure.expenditure_wan IS '本年支出合计（万元） | Expenditure of the year, 10,000 yuan';
COMMENT ON COLUMN v_function_expenditure.expenditure_basic_wan IS '基本支出（万元） | Basic expenditure, 10,000 yuan';
COMMENT ON COLUMN v_function_expenditure.expenditure_project_wan IS '项目支出（万元） | Project expenditure, 10,000 yuan';
COMMENT ON COLUMN v_function_expenditure.general_public_wan IS '一般公共预算（万元） | General public budget, 10,000 yuan';
COMMENT ON COLUMN v_function_expenditure.gov_fund_wan IS '政府性基金（万元） | Government funds, 10,000 yuan';
COMMENT ON COLUMN v_function_expenditure.state_capital_wan IS '国有资本经营预算（万元） | State capital, 10,000 yuan';
COMMENT ON COLUMN v_function_expenditure.expenditure_budget_wan IS '支出预算（万元）：先年初预算 | Expenditure budget, 10,000 yuan: the initial one first';
COMMENT ON COLUMN v_function_expenditure.general_public_budget_wan IS '一般公共预算支出预算（万元）：先年初预算 | General public budget planned, 10,000 yuan: the initial one first';
COMMENT ON COLUMN v_function_expenditure.share_pct IS '占比（%）：在同级科目合计中 | Share, percent: of the codes of its level';
