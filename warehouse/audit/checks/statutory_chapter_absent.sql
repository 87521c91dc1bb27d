/*
id = "statutory_chapter_absent"
zh = "部门概况和情况说明齐全"
en = "The overview and the explanation are there"
basis = "财政部部门预决算公开规范（财预〔2016〕143号）：公开内容含部门概况、预决算表和情况说明"
kind = "completeness"
severity = "warning"
needs = "报告的文字部分及其标题（至少三个）"
pass = [
  "section s1 部门职责", "section s2 收入支出决算情况说明", "section s3 名词解释", "text all expenditure final 12.00万元 section=s2",
]
fail = [
  "section s1 机构设置", "section s2 收入支出决算情况说明", "section s3 名词解释", "text all expenditure final 12.00万元 section=s2",
]
*/
-- 名词解释 is not asked for: some provinces have no such chapter of its own.
WITH demanded AS (
    FROM (VALUES
        ('overview', '概况|职能|职责|基本情况|单位简介', '部门（单位）概况', 'overview'),
        ('explanation', '说明|情况', '预决算情况说明', 'explanation')
    ) chapters (scope, word, zh, en)
),
texts AS (
    SELECT c.doc_id, string_agg(DISTINCT h.bare, '/') AS headings, count(DISTINCT h.bare) AS number
    FROM companion c
    JOIN document d ON d.doc_id = c.doc_id
    JOIN report_heading h ON h.doc_id = c.doc_id AND h.file_id = c.file_id
    WHERE d.states_text AND d.doc_kind IN ('final_account', 'unit_final_account', 'budget', 'unit_budget')
    GROUP BY c.doc_id
)
SELECT
    t.doc_id,
    r.scope,
    CASE WHEN regexp_matches(t.headings, r.word) THEN 'pass' WHEN t.number < 3 THEN 'not_applicable' ELSE 'fail' END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'headings' END AS missing,
    format('未见{}', r.zh) AS message_zh,
    format('the report has no {}', r.en) AS message_en
FROM texts t
CROSS JOIN demanded r
