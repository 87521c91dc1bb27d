/*
id = "doubled_word"
zh = "字词重复"
en = "A word printed twice"
basis = "文字校对：同一字词不应连续重复"
kind = "words"
severity = "info"
needs = "正文"
pass = ["section s1 收入情况 :: 项目支出支出决算为20.00万元，比上年增加3.00万元，主要目的的实现。"]
fail = ["section s1 收入情况 :: 财政拨款收入20.00万元，比上年增加增加3.00万元。"]
*/
-- Phrases of words.toml: verbs and particles that no sentence prints twice in a row. Nouns may meet (项目支出支出决算).
SELECT * EXCLUDE (rule_id) FROM word_judgement WHERE rule_id = 'doubled_word'
