/*
id = "text_three_public_parts"
zh = "正文：“三公”经费各项之和＝合计，购置费＋运行维护费＝公务用车费"
en = "Text: the parts of the three public expenses sum to their totals"
basis = "“三公”经费＝因公出国（境）费＋公务用车购置及运行维护费＋公务接待费"
kind = "text"
severity = "error"
needs = "“三公”经费合计及其各项"
pass = [
    "text fiscal three_public_total final 5.30万元",
    "text fiscal three_public_abroad final 0万元",
    "text fiscal three_public_vehicle final 3.10万元",
    "text fiscal three_public_reception final 2.20万元",
]
fail = [
    "text fiscal three_public_total final 5.30万元",
    "text fiscal three_public_abroad final 0万元",
    "text fiscal three_public_vehicle final 3.10万元",
    "text fiscal three_public_reception final 22.00万元",
]
*/
-- For budget and final, each by itself; with all parts printed it is judged in both directions.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('three_public')
