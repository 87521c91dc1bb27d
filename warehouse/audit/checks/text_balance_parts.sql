/*
id = "text_balance_parts"
zh = "正文：总计＝本年收入（支出）＋结转结余"
en = "Text: grand total = income (expenditure) of the year + carry-over"
basis = "收入支出决算总体情况：收入总计＝本年收入＋使用非财政拨款结余＋年初结转和结余；支出总计＝本年支出＋结余分配＋年末结转和结余"
kind = "text"
severity = "error"
needs = "同一段中的总计、本年收入（支出）和结转结余"
pass = [
    "text all income_total final 700.00万元",
    "text all income_current_year final 680.77万元",
    "text all opening_carryover final 19.23万元",
]
fail = [
    "text all income_total final 700.00万元",
    "text all income_current_year final 680.77万元",
    "text all opening_carryover final 192.30万元",
]
*/
-- A list that may be incomplete (warehouse/audit/16_parts.sql) fails only where its parts exceed the total.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('balance')
