/*
id = "text_staff_parts"
zh = "正文：各类人员之和＝人员总数"
en = "Text: the kinds of staff sum to their number"
basis = "人员情况：编制（实有）总数＝各类人员之和"
kind = "text"
severity = "warning"
needs = "人员总数和各类人员数"
pass = [
    "text all staff_quota final 104人",
    "text all staff_quota final 15人 item=行政编制",
    "text all staff_quota final 89人 item=事业编制",
]
fail = [
    "text all staff_quota final 104人",
    "text all staff_quota final 51人 item=行政编制",
    "text all staff_quota final 89人 item=事业编制",
]
*/
-- Kinds may overlap and lists be incomplete: a warning.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('staff')
