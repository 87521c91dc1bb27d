/*
id = "text_vehicles_parts"
zh = "正文：各类车辆之和＝车辆总数"
en = "Text: the kinds of vehicles sum to their number"
basis = "国有资产占用情况：车辆总数＝各类车辆之和"
kind = "text"
severity = "error"
needs = "车辆总数和各类车辆数"
pass = [
    "text all vehicles_total final 9辆",
    "text all vehicles final 1辆 item=机要通信用车",
    "text all vehicles final 8辆 item=应急保障用车",
]
fail = [
    "text all vehicles_total final 9辆",
    "text all vehicles final 1辆 item=机要通信用车",
    "text all vehicles final 18辆 item=应急保障用车",
]
*/
-- A list that may be incomplete fails only where its kinds exceed the total.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('vehicles')
