/*
id = "announced_project_absent"
zh = "反映的项目均有绩效表"
en = "Every project that the text says it shows has its form"
basis = "部门决算中反映N个项目绩效结果的，应附N张项目绩效表"
kind = "completeness"
severity = "warning"
needs = "“在部门决算中反映……N个项目绩效……”的文字和项目绩效表"
pass = [
  "section s1 项目绩效目标完成情况 :: 本部门在2023年度部门决算中反映“午餐补助”、“大厅运行经费”2个项目绩效目标实际完成情况。",
  "project 午餐补助项目", "project 大厅运行经费",
]
fail = [
  "section s1 项目绩效目标完成情况 :: 本部门在2023年度部门决算中反映“午餐补助”、“大厅运行经费”、“物业管理经费”3个项目绩效目标实际完成情况。",
  "project 午餐补助项目", "project 大厅运行经费",
]
*/
-- Only where the words say that the results of so many projects are shown (反映): evaluated projects need not be published. A
-- form of the whole department is no project.
WITH form AS (
    SELECT c.doc_id, count(*) AS forms, list(DISTINCT p.name) AS names
    FROM companion c
    JOIN performance_project p ON p.doc_id = c.file_id
    WHERE p.layout <> 'department'
    GROUP BY c.doc_id
),
said AS (
    SELECT
        doc_id, section_id, page,
        unnest(regexp_extract_all(
            text, '决算中反映[^。\n]{0,600}?\d+个(?:一级|二级)?项目[^。，,；\n]{0,8}(?:绩效目标[^。\n]{0,6}完成情况|绩效自评结果|自评结果)'
        )) AS sentence
    FROM section
    SEMI JOIN audited USING (doc_id)
    WHERE contains(text, '反映') AND contains(text, '个')
),
counted AS (
    SELECT
        s.*,
        row_number() OVER (PARTITION BY doc_id, section_id) AS ord,
        regexp_extract(sentence, '(\d+)个(?:一级|二级)?项目[^。，,；\n]{0,8}(?:绩效目标|绩效自评|自评)', 1)::INTEGER AS announced,
        list_transform(regexp_extract_all(sentence, '“([^”]{2,40})”', 1), lambda x: replace(x, '项目', '')) AS listed
    FROM said s
),
compared AS (
    SELECT
        c.*, f.forms,
        list_filter(c.listed, lambda x: len(list_filter(f.names, lambda n: contains(n, x) OR contains(x, replace(n, '项目', '')))) = 0)
            AS unseen
    FROM counted c
    LEFT JOIN form f USING (doc_id)
)
SELECT
    doc_id,
    concat_ws('/', section_id, ord) AS scope,
    CASE WHEN coalesce(forms, 0) = 0 THEN 'not_applicable' WHEN forms >= announced THEN 'pass' ELSE 'fail' END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'forms' END AS missing,
    forms::DECIMAL(24, 6) AS actual,
    announced::DECIMAL(24, 6) AS expected,
    page,
    format('文中反映{}个项目，所附项目绩效表{}张{}', announced, forms,
        CASE WHEN len(unseen) BETWEEN 1 AND announced - forms THEN '，未见' || array_to_string(unseen, '、') ELSE '' END) AS message_zh,
    format('the text shows {} projects, there are {} forms{}', announced, forms,
        CASE WHEN len(unseen) BETWEEN 1 AND announced - forms THEN '; absent: ' || array_to_string(unseen, ', ') ELSE '' END) AS message_en
FROM compared
