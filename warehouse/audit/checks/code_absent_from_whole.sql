/*
id = "code_absent_from_whole"
zh = "财政拨款各表的科目在支出表中均有"
en = "Every function code of the tables by fund stands in the table of all expenditure"
basis = "表间勾稽：财政拨款是全部资金的一部分，T05、T08、T09（B05、B06、B07）的科目应见于 T03（B03）"
kind = "between_tables"
severity = "error"
needs = "T03（B03）与 T05、T08、T09（B05、B06、B07）的科目"
pass = ["T03 all expenditure#2130101 final 12.00万元", "T05 general_public expenditure#2130101 final 12.00万元"]
fail = ["T03 all expenditure#2130101 final 12.00万元", "T05 general_public expenditure#2130110 final 12.00万元"]
*/
-- Only where the whole prints codes of that length, and where no row of it was left unread.
WITH amount AS (
    SELECT fact_id, doc_id, org_id, part, statutory_table, function_code, function_name, value, page, value_reported
    FROM figure
    WHERE source = 'table' AND concept = 'expenditure' AND unit = 'CNY' AND function_code IS NOT NULL AND economic_code IS NULL
        AND item IS NULL AND sure AND measure IN ('final', 'initial_budget')
),
whole AS (
    SELECT doc_id, org_id, part, function_code, list(fact_id) AS facts
    FROM amount
    WHERE statutory_table IN ('T03', 'B03')
    GROUP BY ALL
),
unread AS (
    SELECT DISTINCT doc_id
    FROM leftover
    JOIN source_table USING (doc_id, table_id)
    WHERE statutory_table IN ('T03', 'B03') AND reason = 'unknown_row'
),
lengths AS (SELECT DISTINCT doc_id, org_id, part, length(function_code) AS digits FROM whole),
part_of AS (
    SELECT *
    FROM amount
    WHERE statutory_table IN ('T05', 'T08', 'T09', 'B05', 'B06', 'B07') AND value <> 0
    QUALIFY row_number() OVER (PARTITION BY doc_id, org_id, part, statutory_table, function_code ORDER BY fact_id) = 1
)
SELECT
    p.doc_id,
    concat_ws('/', p.org_id, p.part, p.statutory_table, p.function_code) AS scope,
    CASE WHEN w.doc_id IS NOT NULL THEN 'pass' WHEN u.doc_id IS NOT NULL THEN 'not_applicable' ELSE 'fail' END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN 'a row that was not read' END AS missing,
    p.value AS actual,
    [p.fact_id] AS evidence,
    p.fact_id AS suspect,
    p.page,
    format('{} 有科目 {}{} {}，{} 无此科目', p.statutory_table, p.function_code, coalesce(p.function_name, ''), p.value_reported,
        left(p.statutory_table, 1) || '03') AS message_zh,
    format('{} prints code {} ({}), {} does not', p.statutory_table, p.function_code, p.value_reported,
        left(p.statutory_table, 1) || '03') AS message_en
FROM part_of p
JOIN lengths l ON l.doc_id = p.doc_id AND l.org_id = p.org_id AND l.part = p.part AND l.digits = length(p.function_code)
LEFT JOIN whole w
    ON w.doc_id = p.doc_id AND w.org_id = p.org_id AND w.part = p.part AND w.function_code = p.function_code
LEFT JOIN unread u ON u.doc_id = p.doc_id
