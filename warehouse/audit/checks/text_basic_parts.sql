/*
id = "text_basic_parts"
zh = "正文：人员经费＋公用经费＝基本支出"
en = "Text: personnel + public expenditure = basic expenditure"
basis = "基本支出由人员经费和公用经费构成"
kind = "text"
severity = "error"
needs = "基本支出、人员经费和公用经费"
pass = [
    "text general_public expenditure_basic final 532.41万元",
    "text general_public personnel_expenditure final 457.09万元",
    "text general_public public_expenditure final 75.32万元",
]
fail = [
    "text general_public expenditure_basic final 532.41万元",
    "text general_public personnel_expenditure final 457.09万元",
    "text general_public public_expenditure final 75.32元",
]
*/
-- Both parts belong to it by definition, so it is judged in both directions.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('basic')
