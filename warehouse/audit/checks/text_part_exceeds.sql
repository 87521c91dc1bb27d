/*
id = "text_part_exceeds"
zh = "正文：部分不大于整体（中小企业与采购总额，流动、固定资产与资产总额）"
en = "Text: a part does not exceed its whole (awards to SMEs, assets)"
basis = "授予中小企业合同金额是政府采购支出总额的一部分，小微企业是中小企业的一部分；流动资产、固定资产是资产总额的一部分"
kind = "text"
severity = "warning"
needs = "政府采购总额和授予中小企业的合同金额，或资产总额及其构成"
pass = [
    "text all procurement_total final 25.79万元",
    "text all procurement_sme final 23.45万元",
]
fail = [
    "text all procurement_total final 25.79万元",
    "text all procurement_sme final 234.50万元",
]
*/
-- These parts need not add up to their whole; they cannot exceed it.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('procurement_sme', 'assets')
