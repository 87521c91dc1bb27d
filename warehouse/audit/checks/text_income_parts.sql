/*
id = "text_income_parts"
zh = "正文：收入各项之和＝本年收入合计"
en = "Text: the parts of the income sum to the income of the year"
basis = "收入决算说明：本年收入合计＝财政拨款收入＋上级补助收入＋事业收入＋经营收入＋附属单位上缴收入＋其他收入；财政拨款收入＝各类预算之和"
kind = "text"
severity = "error"
needs = "同一段中的本年收入合计及其各项"
pass = [
    "text all income_current_year final 680.77万元",
    "text general_public fiscal_appropriation final 673.27万元",
    "text all other_income final 7.50万元",
]
fail = [
    "text all income_current_year final 680.77万元",
    "text general_public fiscal_appropriation final 6732.70万元",
    "text all other_income final 7.50万元",
]
*/
-- A list that may be incomplete (warehouse/audit/16_parts.sql) fails only where its parts exceed the total.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('income', 'funds')
