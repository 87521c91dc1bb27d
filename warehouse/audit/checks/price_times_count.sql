/*
id = "price_times_count"
zh = "单价×数量与金额不符"
en = "Unit price times count is not the amount"
basis = "算术：单价×数量（×期数）＝金额"
kind = "plausibility"
severity = "info"
needs = "“XX元×XX人＝XX元”等算式"
pass = ["section s1 测算依据 :: 讲课费500元/人×20人×2次=2万元。"]
fail = ["section s1 测算依据 :: 讲课费500元/人×20人×2次=4万元。"]
*/
-- Only a product that is written out with its amount. It passes where the amount is the product rounded to its printed place.
WITH told AS (
    SELECT doc_id, section_id AS place, text, page FROM section SEMI JOIN audited USING (doc_id) WHERE regexp_matches(text, '\d[^\n=＝]{0,12}[×xX*＊]\s*\d[^\n]{0,30}[=＝]\s*\d')
    UNION ALL
    SELECT doc_id, concat_ws('/', table_id, row, col), text, page
    FROM table_cell
    SEMI JOIN audited USING (doc_id)
    WHERE length(text) > 8 AND regexp_matches(text, '\d[^\n=＝]{0,12}[×xX*＊]\s*\d[^\n]{0,30}[=＝]\s*\d')
),
written AS (
    SELECT
        doc_id, place, page,
        unnest(regexp_extract_all(text, '\d[\d,]*(?:\.\d+)?\s*万?元\s*[/／每]?[^\d，。；、×xX*＊=＝\n]{0,6}[×xX*＊]\s*\d[\d,]*(?:\.\d+)?\s*[^\d，。；、×xX*＊=＝\n]{0,4}(?:[×xX*＊]\s*\d[\d,]*(?:\.\d+)?\s*[^\d，。；、×xX*＊=＝\n]{0,4})?[=＝]\s*\d[\d,]*(?:\.\d+)?\s*万?元')) AS words
    FROM told
),
read AS (
    SELECT
        doc_id, place, page, words,
        list_transform(regexp_extract_all(words, '\d[\d,]*(?:\.\d+)?'), lambda n: replace(n, ',', '')::DECIMAL(18, 4)) AS numbers,
        CASE WHEN regexp_matches(words, '^[\d,.]+\s*万') THEN 10000 ELSE 1 END AS price_unit,
        CASE WHEN regexp_matches(words, '万元$') THEN 10000 ELSE 1 END AS amount_unit,
        length(regexp_extract(words, '\.(\d+)\s*万?元$', 1)) AS decimals
    FROM written
),
multiplied AS (
    SELECT
        *,
        list_product(list_transform(numbers[:-2], lambda n: n::DOUBLE)) * price_unit AS product,
        numbers[-1]::DOUBLE * amount_unit AS amount,
        amount_unit / power(10, decimals) AS step
    FROM read
    WHERE len(numbers) IN (3, 4)
)
SELECT
    doc_id,
    concat_ws('/', place, md5(words)) AS scope,
    CASE WHEN bool_and(abs(product - amount) <= step) THEN 'pass' ELSE 'fail' END AS outcome,
    any_value(amount)::DECIMAL(24, 6) AS actual,
    any_value(product)::DECIMAL(24, 6) AS expected,
    min(page) AS page,
    format('“{}”：乘积为{}', words, in_yuan(any_value(product))) AS message_zh,
    format('"{}": the product is {}', words, in_yuan_en(any_value(product))) AS message_en
FROM multiplied
GROUP BY doc_id, place, words
