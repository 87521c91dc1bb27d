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
        length(name) AS size, (size / 2)::INTEGER AS half, left(name, half) AS head, right(name, half) AS tail
    FROM document d
    SEMI JOIN audited USING (doc_id)
    WHERE length(regexp_replace(d.org_printed, '[（(].*$', '')) >= 8
),
speaking AS (  -- of half the name, where the whole is taken out
    SELECT o.*, s.section_id, s.text, s.page, replace(s.text, o.name, chr(10)) AS rest
    FROM own o
    JOIN section s USING (doc_id)
    WHERE s.part = 'main' AND (contains(rest, o.head) OR contains(rest, o.tail))
),
stretch AS (
    SELECT
        doc_id, org_id, name, section_id, text, page,
        unnest(list_distinct(list_concat(
            list_transform(string_split(rest, head)[2:], lambda behind: head || left(behind, size - half)),
            list_transform(string_split(rest, tail)[:-2], lambda before: right(before, size - half) || tail)
        ))) AS found
    FROM speaking
),
differing AS (
    SELECT *, unlike(found, name) AS places
    FROM stretch
    WHERE length(found) = length(name) AND regexp_full_match(found, '\p{Han}+')
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
