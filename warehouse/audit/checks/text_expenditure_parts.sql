/*
id = "text_expenditure_parts"
zh = "正文：支出各项之和＝支出合计"
en = "Text: the parts of the expenditure sum to the total"
basis = "支出决算说明：本年支出合计＝基本支出＋项目支出＋上缴上级支出＋经营支出＋对附属单位补助支出"
kind = "text"
severity = "error"
needs = "同一段中的支出合计及其各项"
pass = [
    "text all expenditure final 680.77万元",
    "text all expenditure_basic final 532.41万元",
    "text all expenditure_project final 148.36万元",
]
fail = [
    "text all expenditure final 680.77万元",
    "text all expenditure_basic final 532.41万元",
    "text all expenditure_project final 418.36万元",
]
*/
-- A list that may be incomplete (warehouse/audit/16_parts.sql) fails only where its parts exceed the total.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('expenditure')
