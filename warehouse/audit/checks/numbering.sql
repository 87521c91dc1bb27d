/*
id = "numbering"
zh = "序号跳号、重号或倒序"
en = "Numbering that skips, repeats or goes back"
basis = "GB/T 9704—2012 党政机关公文格式：结构层次序数依次标注"
kind = "words"
severity = "info"
needs = "带序号的标题或条目"
pass = ["section s1 number=一、 主要职责", "section s2 number=二、 机构设置", "section s3 number=三、 人员情况"]
fail = ["section s1 number=一、 主要职责", "section s2 number=二、 机构设置", "section s3 number=四、 人员情况"]
*/
-- Headings under one heading, and the numbered lines of one section. A new count from 1 is no skip; a number that is printed
-- between (as a line that was not taken for a heading), or a heading without number there, explains a gap. Lists that
-- skip more than once number by another scheme (the official list of classes).
WITH heading AS (
    SELECT
        doc_id, section_id, parent_id, part, ord, level, title, page, number,
        regexp_extract(number, '[一二三四五六七八九十]+|\d+') AS numeral,
        CASE
            WHEN regexp_full_match(numeral, '\d+') THEN numeral::INTEGER
            WHEN starts_with(numeral, '十') THEN 10 + instr('一二三四五六七八九', substr(numeral, 2, 1)) * (length(numeral) > 1)::INTEGER
            WHEN contains(numeral, '十') THEN 10 * instr('一二三四五六七八九', left(numeral, 1))
                + CASE WHEN length(numeral) > 2 THEN instr('一二三四五六七八九', substr(numeral, 3, 1)) ELSE 0 END
            ELSE instr('一二三四五六七八九', numeral)
        END AS value
    FROM section
    SEMI JOIN audited USING (doc_id)
),
following AS (
    SELECT
        *,
        lag(value) OVER siblings AS before,
        lag(number) OVER siblings AS number_before,
        lag(ord) OVER siblings AS ord_before
    FROM heading
    WHERE number IS NOT NULL AND value > 0
    WINDOW siblings AS (PARTITION BY doc_id, parent_id, part, level ORDER BY ord)
),
odd_heading AS (
    SELECT f.*
    FROM following f
    WHERE before IS NOT NULL AND value NOT IN (1, before + 1)
        AND number NOT LIKE '附件%' AND number_before NOT LIKE '附件%'
        -- nothing between explains the gap
        AND NOT EXISTS (
            FROM heading h
            WHERE h.doc_id = f.doc_id AND h.part = f.part AND h.number IS NULL AND h.ord > f.ord_before AND h.ord < f.ord
        )
        AND NOT EXISTS (
            FROM section s
            WHERE s.doc_id = f.doc_id AND s.ord >= f.ord_before AND s.ord < f.ord
                AND value > before
                AND contains(replace(replace(chr(10) || s.text, ' ', ''), '　', ''),
                    chr(10) || replace(f.number, f.numeral, CASE WHEN regexp_full_match(f.numeral, '\d+') THEN (value - 1)::VARCHAR
                        WHEN value - 1 <= 10 THEN substr('一二三四五六七八九十', value - 1, 1)
                        ELSE '十' || substr('一二三四五六七八九', value - 11, 1) END))
        )
),
line AS (
    SELECT doc_id, section_id, title, page, list_transform(
        regexp_extract_all(text, '(?:^|\n)\s*(\d{1,2})\s*[.、．]\s*[^\d\s]', 1), lambda n: n::INTEGER) AS numbers
    FROM section
    SEMI JOIN audited USING (doc_id)
    WHERE part = 'main' AND regexp_matches(text, '(?:^|\n)\s*2\s*[.、．]\s*[^\d\s]')
),
stepped AS (
    SELECT
        *,
        list_filter(range(2, len(numbers) + 1), lambda i: numbers[i] NOT IN (1, numbers[i - 1] + 1)) AS odd
    FROM line
),
odd_line AS (
    SELECT *, numbers[odd[1] - 1] AS before, numbers[odd[1]] AS value
    FROM stepped
    WHERE len(odd) = 1 AND len(numbers) >= 3 AND numbers[odd[1]] IN (numbers[odd[1] - 1], numbers[odd[1] - 1] + 2)
)
SELECT
    doc_id, section_id AS scope, 'fail' AS outcome, value::DECIMAL(24, 6) AS actual, (before + 1)::DECIMAL(24, 6) AS expected, page,
    format('标题“{}{}”：序号由“{}”到“{}”', number, title, number_before, number) AS message_zh,
    format('heading "{} {}": the number goes from {} to {}', number, title, number_before, number) AS message_en
FROM odd_heading
UNION ALL
SELECT
    doc_id, section_id || '/line', 'fail', value, before + 1, page,
    format('{}：条目序号由“{}”到“{}”', title, before, value),
    format('the lines are numbered {} and then {}', before, value)
FROM odd_line
UNION ALL
SELECT DISTINCT doc_id, 'numbers', 'pass', NULL, NULL, NULL, NULL, NULL
FROM following
ANTI JOIN odd_heading USING (doc_id)
ANTI JOIN odd_line USING (doc_id)
