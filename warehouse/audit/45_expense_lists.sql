-- The expense items that the text lists (人员经费…主要包括：基本工资、津贴补贴…) beside the rows of T06/B08. One row for each
-- listed name that is a 款 of the economic classification, and what its row prints. Temporary, for one audit.
CREATE OR REPLACE TEMP MACRO stem_of(name) AS
    regexp_replace(regexp_replace(name, '[\s()（）“”"‘’、,，:：]', '', 'g'), '(支出|(费)用)$', '\2');

CREATE OR REPLACE TEMP TABLE expense_list AS
WITH sentence AS (
    SELECT
        s.doc_id, s.section_id, s.page, s.part, x.tables_id,
        unnest(regexp_extract_all(s.text, '(?:人员经费|公用经费)[^。；;\n]{0,60}?(?:。(?:主要)?)?包括[：:]?[^。；;\n]+')) AS stretch
    FROM section s
    JOIN tables_of x USING (doc_id)
    WHERE s.part = 'main' AND s.title LIKE '%基本支出%'
)
SELECT
    doc_id, section_id, page, part, tables_id,
    regexp_extract(stretch, '^(人员经费|公用经费)', 1) AS kind,
    regexp_extract(stretch, '包括[：:]?(.+)$', 1) AS listed,
    regexp_matches(listed, '等[^、，,]*$') AS and_so_on,
    string_split_regex(regexp_replace(listed, '等[^、，,]*$', ''), '[、，,]') AS names
FROM sentence;

CREATE OR REPLACE TEMP TABLE expense_name AS
SELECT DISTINCT stem_of(name) AS stem, code FROM expense_item;

-- The 款 that T06/B08 prints other than 0, where the table is whole: its 款 sum to its total, or to its 类.
CREATE OR REPLACE TEMP TABLE expense_row AS
WITH row_of AS (
    SELECT *
    FROM printed
    WHERE statutory_table IN ('T06', 'B08') AND concept = 'expenditure_basic' AND fund = 'general_public' AND item IS NULL
        AND unit = 'CNY' AND measure IN ('final', 'initial_budget') AND part = 'main'
),
whole AS (
    SELECT tables_id, statutory_table, org_id, fiscal_year
    FROM row_of
    GROUP BY ALL
    HAVING bool_and(sure AND NOT doubled)
        AND abs(
            sum(value) FILTER (length(code) = 5)
            - coalesce(max(value) FILTER (code = ''), sum(value) FILTER (length(code) = 3))
        ) <= sum(half)
)
SELECT
    r.tables_id, r.statutory_table, r.org_id, r.fiscal_year, r.fact_id, r.code, r.value,
    f.economic_name AS name,
    stem_of(coalesce(f.economic_name, '')) AS stem,
    CASE WHEN r.code[:3] IN ('301', '303') THEN '人员经费' ELSE '公用经费' END AS kind
FROM row_of r
SEMI JOIN whole w USING (tables_id, statutory_table, org_id, fiscal_year)
JOIN figure f ON f.fact_id = r.fact_id
WHERE length(r.code) = 5 AND r.value <> 0;

-- One row for a listed name. `open` lists (…等) name examples. A list counts where the table prints rows of its kind.
CREATE OR REPLACE TEMP TABLE listed_item AS
WITH name AS (
    SELECT DISTINCT doc_id, section_id, page, tables_id, kind, and_so_on, trim(printed_name) AS printed_name, stem_of(printed_name) AS stem
    FROM (SELECT *, unnest(names) AS printed_name FROM expense_list)
    WHERE len(names) > 2
)
SELECT
    n.doc_id, n.section_id, n.kind, n.and_so_on AS open, n.stem, n.tables_id,
    min(n.page) AS page,
    min(n.printed_name) AS printed_name,
    count(e.code) > 0 AS known,
    min(r.fact_id) AS row_id,
    -- printed as 0: what is less than half a unit of the last place prints so, too
    min(z.fact_id) AS zero_id
FROM name n
LEFT JOIN expense_name e ON e.stem = n.stem
LEFT JOIN expense_row r ON r.tables_id = n.tables_id AND (r.code = e.code OR r.stem = n.stem)
LEFT JOIN printed z
    ON z.tables_id = n.tables_id AND z.statutory_table IN ('T06', 'B08') AND z.concept = 'expenditure_basic' AND z.code = e.code
    AND z.value = 0
WHERE EXISTS (FROM expense_row x WHERE x.tables_id = n.tables_id AND x.kind = n.kind)
GROUP BY ALL;
