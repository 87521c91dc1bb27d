/*
id = "rows_shifted"
zh = "一般公共预算支出表各行的数没有错行"
en = "The amounts of the general public budget stand in their own rows"
basis = "财决公开05表与03表（预算05表与03表）：同一科目的数应在同一科目的行"
kind = "between_tables"
severity = "error"
needs = "支出表和一般公共预算支出表的各科目支出"
pass = [
    "T03 all expenditure#2010101 final 11.00万元", "T05 general_public expenditure#2010101 final 11.00万元",
    "T03 all expenditure#2010102 final 22.00万元", "T05 general_public expenditure#2010102 final 20.00万元",
    "T03 all expenditure#2080505 final 33.00万元", "T05 general_public expenditure#2080505 final 33.00万元",
]
fail = [
    "T03 all expenditure#2010101 final 11.00万元", "T05 general_public expenditure#2010101 final 11.00万元 confidence=0.6",
    "T03 all expenditure#2010102 final 22.00万元", "T05 general_public expenditure#2010102 final 33.00万元 confidence=0.6",
    "T03 all expenditure#2080505 final 33.00万元", "T05 general_public expenditure#2080505 final 44.00万元 confidence=0.6",
    "T03 all expenditure#2080506 final 44.00万元", "T05 general_public expenditure#2080506 final 55.00万元 confidence=0.6",
    "T03 all expenditure#2101101 final 55.00万元", "T05 general_public expenditure#2101101 final 66.00万元 confidence=0.6",
    "T03 all expenditure#2101102 final 66.00万元", "T05 general_public expenditure#2101102 final 77.00万元 confidence=0.6",
    "T03 all expenditure#2210201 final 77.00万元", "T05 general_public expenditure#2210201 final 11.00万元 confidence=0.6",
]
*/
-- A row that was left out or added in one column of the table only moves every amount below it beside another code: five
-- rows and more differ from the table of all expenditure, and most of them print what that table prints of another code. Such
-- a table does not close, so its figures were read with doubt and the identities between tables leave it alone.
WITH cell AS (
    SELECT doc_id, org_id, part, statutory_table, code, value, fact_id, page
    FROM figure
    WHERE source = 'table' AND statutory_table IN ('T03', 'T05', 'B03', 'B05') AND concept = 'expenditure'
        AND measure IN ('final', 'initial_budget') AND code <> '' AND economic_code IS NULL
    QUALIFY count(*) OVER (PARTITION BY doc_id, org_id, part, statutory_table, code) = 1
),
line AS (
    SELECT
        p.*, w.value AS whole,
        p.value <> w.value AND EXISTS (
            FROM cell o
            WHERE o.doc_id = p.doc_id AND o.org_id = p.org_id AND o.part = p.part AND o.statutory_table = w.statutory_table
                AND o.code <> p.code AND o.value = p.value
        ) AS is_shifted
    FROM cell p
    JOIN cell w
        ON w.doc_id = p.doc_id AND w.org_id = p.org_id AND w.part = p.part AND w.code = p.code
        AND w.statutory_table = CASE p.statutory_table WHEN 'T05' THEN 'T03' WHEN 'B05' THEN 'B03' END
)
SELECT
    doc_id,
    concat_ws('/', org_id, part, statutory_table) AS scope,
    CASE
        WHEN count(*) FILTER (is_shifted) >= 5 AND 2 * count(*) FILTER (is_shifted) >= count(*) FILTER (value <> whole) THEN 'fail'
        ELSE 'pass'
    END AS outcome,
    NULL::VARCHAR AS missing,
    NULL::DECIMAL(24, 6) AS actual,
    NULL::DECIMAL(24, 6) AS expected,
    coalesce(list(fact_id ORDER BY code) FILTER (is_shifted), []) AS evidence,
    NULL::VARCHAR AS suspect,
    min(page) FILTER (is_shifted) AS page,
    format('{}自{}起有{}行的数是支出表中其他科目的数，疑数与科目错行', statutory_table, min(code) FILTER (is_shifted),
        count(*) FILTER (is_shifted)) AS message_zh,
    format('{}: from {} on, {} rows print what the table of all expenditure prints of other codes', statutory_table,
        min(code) FILTER (is_shifted), count(*) FILTER (is_shifted)) AS message_en
FROM line
GROUP BY doc_id, org_id, part, statutory_table
