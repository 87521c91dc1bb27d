/*
id = "attached_report_absent"
zh = "文中称附后的报告均附"
en = "Every report that the text calls attached is attached"
basis = "文中称“见附件”的绩效评价报告应附于报告之后"
kind = "completeness"
severity = "warning"
needs = "“《……报告》见附件”的文字"
pass = [
  "section s1 部门绩效评价结果 :: 《2023年部门整体支出绩效评价报告》见附件（附件1）。",
  "section s2 附件", "section s3 云溪县林业局2023年部门整体支出绩效评价报告",
]
fail = [
  "section s1 部门绩效评价结果 :: 《2023年部门整体支出绩效评价报告》见附件（附件1）。《林区道路项目绩效评价报告》见附件2。",
  "section s2 附件", "section s3 云溪县林业局2023年部门整体支出绩效评价报告",
]
*/
-- By number: the attached report's title is often worded otherwise than the text calls it.
WITH called AS (
    SELECT DISTINCT doc_id, name
    FROM (
        SELECT doc_id, unnest(regexp_extract_all(text, '《([^《》\n]{2,60}报告)》(?:》|”|详?见|（?详?见)附件', 1)) AS name
        FROM section
        SEMI JOIN audited USING (doc_id)
        WHERE contains(text, '报告》') AND contains(text, '附件')
    ) names
),
attached AS (
    SELECT doc_id, count(DISTINCT bare) AS reports FROM report_heading WHERE bare LIKE '%报告' GROUP BY doc_id
),
pictured AS (
    SELECT DISTINCT c.doc_id FROM leftover l JOIN companion c ON c.file_id = l.doc_id WHERE reason IN ('needs_ocr', 'pictures')
),
counted AS (SELECT doc_id, count(*) AS called, string_agg('《' || name || '》', '、' ORDER BY name) AS names FROM called GROUP BY doc_id)
SELECT
    c.doc_id,
    'attached' AS scope,
    CASE
        WHEN coalesce(a.reports, 0) >= c.called THEN 'pass' WHEN p.doc_id IS NOT NULL THEN 'not_applicable' ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'pictures' END AS missing,
    coalesce(a.reports, 0)::DECIMAL(24, 6) AS actual,
    c.called::DECIMAL(24, 6) AS expected,
    format('文中称{}见附件，所附报告{}份', c.names, coalesce(a.reports, 0)) AS message_zh,
    format('the text calls {} reports attached ({}), there are {}', c.called, c.names, coalesce(a.reports, 0)) AS message_en
FROM counted c
LEFT JOIN attached a USING (doc_id)
LEFT JOIN pictured p USING (doc_id)
