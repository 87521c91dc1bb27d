/*
id = "text_procurement_parts"
zh = "正文：货物＋工程＋服务＝政府采购支出总额"
en = "Text: goods + works + services = total procurement"
basis = "政府采购支出情况：总额由货物、工程、服务构成"
kind = "text"
severity = "error"
needs = "政府采购总额及货物、工程、服务的金额"
pass = [
    "text all procurement_total final 25.79万元",
    "text all procurement_goods final 6.07万元",
    "text all procurement_works final 0万元",
    "text all procurement_services final 19.72万元",
]
fail = [
    "text all procurement_total final 0万元",
    "text all procurement_goods final 13.36万元",
    "text all procurement_works final 0万元",
    "text all procurement_services final 0万元",
]
*/
-- With all three printed it is judged in both directions.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('procurement')
