/*
id = "outdated_class_name"
zh = "功能分类科目名称不属于报告年度"
en = "A classification name of other years"
basis = "《政府收支分类科目》（报告年度版）"
kind = "words"
severity = "warning"
needs = "类、款、项的科目名称"
pass = ["section s1 支出决算具体情况 :: 社会保障和就业（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"]
fail = ["section s1 支出决算具体情况 :: 社会保障和就业（类）行政事业单位离退休（款）机关事业单位基本养老保险缴费支出（项）"]
*/
-- A printed name that the classification of the report's year does not hold at that level and that a disclosure of other
-- years does. A row compiled from general knowledge accuses only where the report's own tables call that code otherwise, and
-- is not needed to acquit; an unknown name is no error.
WITH name_of_level AS (
    SELECT length(code) AS digits, stem, min(valid_from) AS valid_from, max(valid_to) AS valid_to, bool_or(stated) AS stated
    FROM subject_name
    GROUP BY ALL
),
aged AS (
    FROM name_of_level WHERE valid_from > 0 OR valid_to < 9999
),
telling AS (
    -- what a line of the template names, and what a sentence calls the former name, is not the report's own word
    SELECT
        s.doc_id, s.section_id, s.page, d.fiscal_year,
        regexp_replace(s.text, '[^\n]*…[^\n]*|原[^。；\n]*?(?:调整|变更|更名)为', '', 'g') AS text
    FROM section s
    SEMI JOIN audited USING (doc_id)
    JOIN document d USING (doc_id)
    WHERE s.part = 'main' AND d.fiscal_year IS NOT NULL AND regexp_matches(s.text, '[（(][类款项][）)]')
),
printed AS (
    SELECT
        *,
        unnest(regexp_extract_all(text, '[^（）()，。；：、\s\d.…]{2,30}[（(][类款项][）)]')) AS quotation,
        quotation[:-4] AS name,
        quotation[-2] AS level
    FROM telling
),
stemmed AS (
    SELECT DISTINCT
        *,
        regexp_replace(regexp_replace(name, '[\s（）()“”"‘’、,，]', '', 'g'), '支出$', '') AS stem,
        CASE level WHEN '类' THEN 3 WHEN '款' THEN 5 ELSE 7 END AS digits
    FROM printed
),
own_name AS (
    SELECT DISTINCT doc_id, function_code AS code, regexp_replace(regexp_replace(function_name, '[\s（）()、,，]', '', 'g'), '支出$', '') AS stem
    FROM fact
    WHERE source = 'table' AND function_code IS NOT NULL AND function_name IS NOT NULL
),
contradicted AS (
    SELECT DISTINCT s.doc_id, s.digits, s.stem
    FROM stemmed s
    JOIN subject_name o ON o.stem = s.stem AND length(o.code) = s.digits
    JOIN own_name n ON n.doc_id = s.doc_id AND n.code = o.code
    ANTI JOIN own_name same ON same.doc_id = s.doc_id AND same.stem = s.stem
),
judged AS (
    SELECT
        s.*, a.valid_from, a.valid_to,
        fiscal_year BETWEEN a.valid_from AND a.valid_to OR a.stem IS NULL OR NOT (a.stated OR c.stem IS NOT NULL) AS is_right
    FROM stemmed s
    LEFT JOIN aged a USING (digits, stem)
    LEFT JOIN contradicted c USING (doc_id, digits, stem)
),
new_name AS (
    SELECT j.doc_id, j.stem, j.digits, any_value(n.name) AS name
    FROM (SELECT DISTINCT doc_id, stem, digits, fiscal_year FROM judged WHERE NOT is_right) j
    JOIN subject_name o ON o.stem = j.stem AND length(o.code) = j.digits
    JOIN subject_name n ON n.code = o.code AND j.fiscal_year BETWEEN n.valid_from AND n.valid_to
    GROUP BY ALL
)
SELECT
    j.doc_id,
    concat_ws('/', j.level, j.stem) AS scope,
    CASE WHEN bool_and(is_right) THEN 'pass' ELSE 'fail' END AS outcome,
    min(j.page) AS page,
    format('“{}（{}）”不是{}年的科目名称{}{}', any_value(j.name), j.level, any_value(j.fiscal_year),
        CASE WHEN any_value(j.valid_to) < 9999 THEN format('（用至{}年）', any_value(j.valid_to)) ELSE format('（{}年起用）', any_value(j.valid_from)) END,
        coalesce('，应为“' || any_value(n.name) || '”', '')) AS message_zh,
    format('"{}" is no name of the {} classification{}', any_value(j.name), any_value(j.fiscal_year),
        coalesce(', it should be "' || any_value(n.name) || '"', '')) AS message_en
FROM judged j
LEFT JOIN new_name n USING (doc_id, stem, digits)
GROUP BY j.doc_id, j.level, j.stem
