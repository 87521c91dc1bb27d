/*
id = "foreign_organisation"
zh = "说明中的单位名称与封面不符"
en = "A statement about another organisation"
basis = "部门决算、预算说明的主体应为本部门（单位）"
kind = "words"
severity = "warning"
needs = "“某某局XXXX年度收入总计”等字样"
pass = [
    "--- final_account org=钟祥市水利和湖泊局 year=2021",
    "section s1 收入支出决算总体情况说明 :: 钟祥市水利和湖泊局2021年度收入总计8694.05万元。",
    "text all income_total final 8694.05万元",
]
fail = [
    "--- final_account org=钟祥市水利和湖泊局 year=2020",
    "section s1 收入支出决算总体情况说明 :: 荆门市自然资源局2020年度收入总计8694.05万元。",
    "text all income_total final 8694.05万元",
]
*/
-- The subject of a statutory sentence (XX局2022年度收入总计…) that is neither the report's organisation under any of its
-- names nor named in its portrait (its units, its parts) or in a table. A short name passes where it is the end of the full one.
WITH sentence AS (
    SELECT *, unnest(string_split_regex(text, '[。；\n]')) AS words FROM stating
),
subject AS (
    SELECT
        *,
        regexp_extract(words,
            '^(?:\d+[.、．]|[（(][一二三四五六七八九十\d]+[）)])?\s*(?:20\d\d年度?[，,]?)?([\p{Han}（）()]{3,30}?(?:局|委员会|办公室|办公厅|厅|委|部|院|中心|学校|中学|小学|大学|学院|政府|办事处|协会|联合会|总工会|馆|站|队|所|署|处))(?:20\d\d年度?)?(?:本级|部门|单位)?(?:安排)?(?:本年|年末|实有|在职|资产总额|财政拨款|一般公共预算|政府性基金|机关运行|政府采购|“三公”|收入|支出|收、支|收支|共有车辆|总收入|总支出|部门决算|部门预算)', 1) AS name
    FROM sentence
    WHERE regexp_matches(words, '\d')
),
named AS (
    SELECT DISTINCT
        s.doc_id, s.section_id, s.title, s.text, s.page, s.name,
        regexp_replace(s.name, '（.*?）|\(.*?\)|^(?:我|本|全)[省市县区]?|本级$', '', 'g') AS bare,
        d.org_id
    FROM subject s
    JOIN document d USING (doc_id)
    WHERE s.name <> '' AND d.org_printed IS NOT NULL
        AND NOT regexp_matches(s.name, '^(?:我|本|该|各|全|其|按照|根据|由|对|从|在|与|为|及|和|用于|主要|当年|上级|同级|本年)|安排|支付|部门$|单位$|支出|收入|决算|预算|经费|资金|拨款|公务')
),
own AS (
    SELECT org_id, name FROM organization
    UNION
    SELECT org_id, alias FROM organization_alias
    UNION
    SELECT parent_org_id, name FROM organization WHERE parent_org_id IS NOT NULL
    UNION
    SELECT org_id, org_printed FROM document WHERE org_printed IS NOT NULL
),
known AS (
    SELECT DISTINCT n.doc_id, n.name
    FROM named n
    JOIN own o USING (org_id)
    WHERE contains(o.name, n.bare) OR contains(n.bare, regexp_replace(o.name, '（.*?）|\(.*?\)', '', 'g'))
),
met AS (
    SELECT DISTINCT n.doc_id, n.name
    FROM (FROM named ANTI JOIN known USING (doc_id, name)) n
    JOIN section s ON s.doc_id = n.doc_id AND s.section_id <> n.section_id AND (contains(s.text, n.bare) OR contains(s.title, n.bare))
    UNION
    SELECT DISTINCT n.doc_id, n.name
    FROM (FROM named ANTI JOIN known USING (doc_id, name)) n
    JOIN table_cell c ON c.doc_id = n.doc_id AND contains(c.text, n.bare)
)
SELECT
    n.doc_id,
    spot_of(n.section_id, n.text, n.name) AS scope,
    CASE WHEN k.name IS NOT NULL OR m.name IS NOT NULL THEN 'pass' ELSE 'fail' END AS outcome,
    n.page,
    format('{}：“{}”，报告单位为{}', n.title, n.name, d.org_printed) AS message_zh,
    format('"{}" in the report of {}', n.name, d.org_printed) AS message_en
FROM named n
JOIN document d USING (doc_id)
LEFT JOIN known k USING (doc_id, name)
LEFT JOIN met m USING (doc_id, name)
