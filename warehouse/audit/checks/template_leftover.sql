/*
id = "template_leftover"
zh = "模板遗留：占位符、未作的选择、填报说明"
en = "Left over from the template: placeholders, open choices, instructions"
basis = "公开内容应据实填列，模板的占位符和填报说明应删去"
kind = "words"
severity = "warning"
needs = "正文"
pass = ["section s1 机构设置 :: 协调13个部门（单位）落实责任，二○○八年设立，2023年收入比上年增加3.20万元。"]
fail = ["section s1 名词解释 :: 14.文化体育与传媒（类）…（款）…（项）：指……。"]
*/
-- Phrases of words.toml: what nobody filled in, chose or deleted.
SELECT * EXCLUDE (rule_id) FROM word_judgement WHERE rule_id = 'template_leftover'
