/*
id = "doubled_punctuation"
zh = "标点重复"
en = "Doubled punctuation"
basis = "GB/T 15834—2011 标点符号用法"
kind = "words"
severity = "info"
needs = "正文"
pass = ["section s1 收入情况 :: 政府性基金收入增加144.81%。"]
fail = ["section s1 收入情况 :: 政府性基金收入增加144.81%，。"]
*/
-- Phrases of words.toml.
SELECT * EXCLUDE (rule_id) FROM word_judgement WHERE rule_id = 'doubled_punctuation'
