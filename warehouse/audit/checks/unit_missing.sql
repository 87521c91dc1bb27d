/*
id = "unit_missing"
zh = "数字缺计量单位"
en = "A figure printed without its unit"
basis = "金额应有“万元”或“元”，百分数应有“%”"
kind = "words"
severity = "warning"
needs = "正文"
pass = ["section s1 支出决算具体情况 :: 2023年支出决算数为332.77万元，完成预算97.89%。"]
fail = ["section s1 支出决算具体情况 :: 2023年支出决算数为332.77，完成预算97.89%。"]
*/
-- Phrases of words.toml: an amount, a percentage or a count of a statutory sentence that ends without its unit.
SELECT * EXCLUDE (rule_id) FROM word_judgement WHERE rule_id = 'unit_missing'
