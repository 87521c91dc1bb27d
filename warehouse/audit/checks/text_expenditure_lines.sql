/*
id = "text_expenditure_lines"
zh = "正文：按功能分类列示的支出之和＝支出合计"
en = "Text: the lines by function sum to the expenditure"
basis = "支出决算结构和具体情况：各类（项）支出之和＝一般公共预算财政拨款支出；各项之和＝所属类"
kind = "text"
severity = "error"
needs = "支出合计和各类、各项的金额"
pass = [
    "text general_public expenditure final 100.00万元",
    "text general_public expenditure#201 final 60.00万元",
    "text general_public expenditure#208 final 40.00万元",
]
fail = [
    "text general_public expenditure final 100.00万元",
    "text general_public expenditure#201 final 600.00万元",
    "text general_public expenditure#208 final 40.00万元",
]
*/
-- A list of which it is not sure that it is complete fails only where its lines exceed the total.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('classes', 'items', 'class_items')
