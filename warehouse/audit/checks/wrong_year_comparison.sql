/*
id = "wrong_year_comparison"
zh = "与错误年度比较"
en = "Compared with the wrong year"
basis = "决算、预算说明与上年比较；比较年度应为报告年度的上一年"
kind = "words"
severity = "warning"
needs = "“与XXXX年相比”等字样"
pass = ["section s1 总体情况 :: 2023年因公出国（境）支出0万元，与2022年相比持平；比2019年（疫情前）减少1万元。", "text fiscal three_public_abroad final 0万元"]
fail = ["section s1 总体情况 :: 2023年因公出国（境）支出0万元，支出决算比2021年减少0万元。", "text fiscal three_public_abroad final 0万元"]
*/
-- A statutory sentence (its section states figures) that compares with another year than the one before. Silent where the
-- sentence names the year before, too: then an earlier year is meant (比2019年（疫情前）), where it compares a final
-- account with a budget, and where the verb does not follow at once (a plan, a project, a law).
WITH sentence AS (
    SELECT *, unnest(string_split_regex(text, '[。；\n]')) AS words
    FROM stating
    WHERE fiscal_year IS NOT NULL AND doc_kind <> 'performance' AND regexp_matches(text, '[与比较同]\s*20\d\d\s*年')
),
compared AS (
    SELECT
        *,
        unnest(regexp_extract_all(words,
            '[与比较同]\s*20\d\d\s*年度?(?:年?决算数?|实际|同期|执行数|年初预算数?|预算数?)?'
                || '(?:相比|对比|比较|[各均]?(?:增加|减少|增长|下降|降低)|上升|持平|无增减|无变化)')) AS quotation,
        regexp_extract(quotation, '20\d\d')::INTEGER AS year
    FROM sentence
),
judged AS (
    SELECT
        *,
        year = fiscal_year - 1 OR (NOT is_budget AND contains(quotation, '预算')) AS is_right,
        regexp_matches(words, '上年|去年|上一年|' || (fiscal_year - 1)) AS knows_prior
    FROM compared
)
SELECT
    doc_id,
    spot_of(section_id, text, min(quotation)) AS scope,
    CASE WHEN bool_or(NOT is_right AND (year = fiscal_year OR NOT knows_prior)) THEN 'fail' ELSE 'pass' END AS outcome,
    year::DECIMAL(24, 6) AS actual,
    (fiscal_year - 1)::DECIMAL(24, 6) AS expected,
    page,
    format('{}：“{}”{}，{}年度报告应与{}年比较', title, min(quotation), CASE WHEN count(*) > 1 THEN format('等{}处', count(*)) ELSE '' END,
        fiscal_year, fiscal_year - 1) AS message_zh,
    format('"{}": the report of {} compares with {}', min(quotation), fiscal_year, fiscal_year - 1) AS message_en
FROM judged
GROUP BY doc_id, section_id, title, text, page, fiscal_year, year
