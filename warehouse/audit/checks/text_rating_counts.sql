/*
id = "text_rating_counts"
zh = "正文：各等级项目数之和＝自评项目数"
en = "Text: the projects by rating sum to the projects rated"
basis = "绩效自评：优、良、合格、不合格的项目数之和＝自评项目数"
kind = "text"
severity = "warning"
needs = "自评项目数和各等级的项目数"
pass = [
    "text all performance_projects final 6个 item=绩效自评",
    "text all performance_projects final 5个 item=绩效自评-优",
    "text all performance_projects final 1个 item=绩效自评-良",
]
fail = [
    "text all performance_projects final 6个 item=绩效自评",
    "text all performance_projects final 5个 item=绩效自评-优",
    "text all performance_projects final 2个 item=绩效自评-良",
]
*/
-- A list that may be incomplete fails only where its counts exceed the total.
SELECT * EXCLUDE (relation) FROM whole WHERE relation IN ('ratings')
