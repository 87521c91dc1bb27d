/*
id = "unit_doubled"
zh = "计量单位重复或多余"
en = "A unit printed twice, or a number behind it"
basis = "一个数只有一个计量单位"
kind = "words"
severity = "warning"
needs = "正文"
pass = ["section s1 “三公”经费 :: 公务接待费支出决算0万元，完成预算的0%。"]
fail = ["section s1 “三公”经费 :: 公务接待费支出决算0万元%。"]
*/
-- Phrases of words.toml: 0万元%, 万元万元, %%, 0万元0。
SELECT * EXCLUDE (rule_id) FROM word_judgement WHERE rule_id = 'unit_doubled'
