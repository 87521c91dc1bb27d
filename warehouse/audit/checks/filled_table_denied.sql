/*
id = "filled_table_denied"
zh = "文中称没有政府性基金（国有资本经营预算）收支的，表中确无数"
en = "Where the text says that there is no money of a fund, its table holds none"
basis = "文字说明与公开报表同源"
kind = "text_table"
severity = "warning"
needs = "“本部门无政府性基金预算财政拨款收支”一类的说明，和该表"
pass = [
    "section s1 国有资本经营预算支出决算情况说明 :: 本部门2023年度无国有资本经营预算财政拨款支出。",
    "table T09 国有资本经营预算财政拨款支出决算表 :: 科目 | 合计", "T05 general_public expenditure final 12.00万元",
]
fail = [
    "section s1 国有资本经营预算支出决算情况说明 :: 本部门2023年度无国有资本经营预算财政拨款支出。",
    "T09 state_capital expenditure final 12.00万元", "T05 general_public expenditure final 12.00万元",
]
*/
-- A sentence of the report itself that denies what was spent of one fund in the report's year, in a section of that fund; notes
-- under tables (…故本表为空) are told by filled_table_called_empty. Carried-over money is no spending.
WITH sentence AS (
    SELECT
        s.doc_id, s.section_id, s.page, d.fiscal_year, d.doc_kind IN ('budget', 'unit_budget') AS is_budget,
        trim(unnest(string_split_regex(s.text, '[。；\n]'))) AS words
    FROM section s
    SEMI JOIN audited USING (doc_id)
    JOIN document d USING (doc_id)
    WHERE s.part = 'main' AND regexp_matches(s.text, '(?:无|没有|未安排|未发生|不涉及)')
),
denial AS (
    SELECT
        *,
        regexp_extract(words,
            '^[^，、。]{0,40}?(?:无|没有使用|没有|未安排|未发生|不涉及)(?:使用)?(?:20\d\d年度?)?(政府性基金|国有资本经营)预算?(?:财政)?(?:拨款)?(?:安排的)?(?:支出|收支|收入、支出|收入支出)',
            1) AS fund,
        list_filter(regexp_extract_all(words, '(20\d\d)年', 1), lambda y: y::INTEGER <> fiscal_year) AS other_years
    FROM sentence
    WHERE NOT contains(words, '本表') AND NOT regexp_matches(words, '上年|去年|[^0-9]0(?:\.0+)?万?元')
),
met AS (
    SELECT
        x.doc_id, x.section_id, x.words, x.fund, x.page, count(f.fact_id) AS rows,
        arg_max(f.fact_id, f.value) AS fact_id, max(f.value) AS value, arg_max(f.value_reported, f.value) AS reported,
        any_value(f.statutory_table) AS statutory_table
    FROM denial x
    JOIN tables_of o USING (doc_id)
    JOIN source_table t ON t.doc_id = o.tables_id AND t.statutory_table = CASE WHEN x.fund = '政府性基金'
        THEN CASE WHEN x.is_budget THEN 'B06' ELSE 'T08' END ELSE CASE WHEN x.is_budget THEN 'B07' ELSE 'T09' END END
    LEFT JOIN figure f
        ON f.doc_id = t.doc_id AND f.table_id = t.table_id AND f.concept = 'expenditure' AND f.value <> 0 AND f.unit = 'CNY'
        AND f.part = 'main' AND f.fiscal_year = x.fiscal_year
    WHERE x.fund <> '' AND len(x.other_years) = 0
    GROUP BY ALL
)
SELECT
    doc_id,
    concat_ws('/', section_id, fund) AS scope,
    CASE WHEN max(rows) > 0 THEN 'fail' ELSE 'pass' END AS outcome,
    max(value) AS actual,
    CASE WHEN max(rows) > 0 THEN 0 END::DECIMAL(24, 6) AS expected,
    list_filter([any_value(fact_id)], lambda x: x IS NOT NULL) AS evidence,
    min(page) AS page,
    format('“{}”，而{}本年支出{}', any_value(words), any_value(statutory_table), in_yuan(max(value))) AS message_zh,
    format('"{}", but {} holds {} of expenditure', any_value(words), any_value(statutory_table), in_yuan_en(max(value))) AS message_en
FROM met
GROUP BY doc_id, section_id, fund
