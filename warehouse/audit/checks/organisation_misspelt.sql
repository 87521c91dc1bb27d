/*
id = "organisation_misspelt"
zh = "正文中的单位全称与封面一字不差"
en = "The organisation's full name is spelled as on the cover"
basis = "同一报告中单位名称应一致"
kind = "words"
severity = "warning"
needs = "封面印出的单位全称（至少八字）"
pass = [
    "--- final_account org=云溪县青林镇林草保育中心",
    "section s1 机构设置 :: 云溪县青林镇林草保育中心内设科室三个。", "text all income_total final 12.00万元",
]
fail = [
    "--- final_account org=云溪县青林镇林草保育中心",
    "section s1 机构设置 :: 云溪县青林镇林草保护中心内设科室三个。", "text all income_total final 12.00万元",
]
*/
-- A stretch of the same length and last character that begins or ends with half the name and differs by one or two characters,
-- where the report speaks of itself (…内设, …部门决算); elsewhere it may be a sister body. Bodies that are told apart by a
-- numeral, a direction or a level (第一中学, 东城, 省) are others; so is a name that the report repeats, that was the body's own
-- or that another organisation of the warehouse has.
WITH own AS (
    SELECT
        d.doc_id, d.org_id, regexp_replace(d.org_printed, '[（(].*$', '') AS name,
        length(name) AS size, (size / 2)::INTEGER AS half,
        format('{}[\p{{Han}}]{{{}}}', left(name, half), size - half) AS by_head,
        format('[\p{{Han}}]{{{}}}{}', size - half, right(name, half)) AS by_tail
    FROM document d
    SEMI JOIN audited USING (doc_id)
    WHERE length(regexp_replace(d.org_printed, '[（(].*$', '')) >= 8
),
stretch AS (
    SELECT
        o.doc_id, o.org_id, o.name, s.section_id, s.text, s.page,
        unnest(list_distinct(list_concat(regexp_extract_all(s.text, o.by_head), regexp_extract_all(s.text, o.by_tail)))) AS found
    FROM own o
    JOIN section s USING (doc_id)
    WHERE s.part = 'main' AND (contains(s.text, left(o.name, o.half)) OR contains(s.text, right(o.name, o.half)))
),
differing AS (
    SELECT *, unlike(found, name) AS places
    FROM stretch
    WHERE found <> name
),
odd AS (
    SELECT *
    FROM differing
    WHERE len(places) BETWEEN 1 AND 2
        AND len(list_filter(places, lambda i: regexp_matches(substr(found, i::INTEGER, 1) || substr(name, i::INTEGER, 1),
            '[一二三四五六七八九十东西南北中省市县区旗镇乡街处室的和及与等在为]'))) = 0
        AND right(found, 1) = right(name, 1)
        AND regexp_matches(
            substr(text, instr(text, found) + length(found), 12),
            '^(?:本级|机关)?(?:20\d\d年|(?:部门|单位)?[决预]算|内设|下设|共有|编制|收入|支出|概况|主要职)'
        )
        AND NOT regexp_matches(substr(text, greatest(1, instr(text, found) - 8), least(instr(text, found) - 1, 8)), '加?挂|原|更名|改名|合并')
        AND NOT EXISTS (FROM organization a WHERE a.name = found)
        AND NOT EXISTS (FROM organization_alias a WHERE a.alias = found)
    QUALIFY count(*) OVER (PARTITION BY doc_id, found) = 1
)
SELECT
    doc_id,
    spot_of(section_id, text, found) AS scope,
    'fail' AS outcome,
    page,
    format('“{}”，封面为“{}”', found, name) AS message_zh,
    format('"{}", but "{}" on the cover', found, name) AS message_en
FROM odd
UNION ALL
SELECT doc_id, 'name', 'pass', NULL, NULL, NULL
FROM own
ANTI JOIN odd USING (doc_id)
