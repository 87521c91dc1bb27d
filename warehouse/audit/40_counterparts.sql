-- Each figure of the text beside the table figures that state the same: of the same report (its tables may stand in a file
-- of their own), organisation, year, concept, measure, code and item. One row for a figure of the text and a table; `way`
-- says how the table was found:
--   same   the table prints the very key;
--   fund   三公 of 财政拨款 and of 一般公共预算, where nothing was spent of other funds, or the report's other 三公 figures
--          show that the two are the same money there;
--   parts  财政拨款 of a code as the sum over the funds whose tables print it, where no table prints the sum.
-- `other_scope` names a figure of another scope that the text states instead (收入总计 with the figure of 本年收入合计, a
-- line of 一般公共预算 with the figure of all funds): words, not arithmetic. Temporary, for one audit.
CREATE OR REPLACE TEMP TABLE tables_of AS
WITH printing AS (SELECT DISTINCT doc_id FROM figure WHERE statutory_table IS NOT NULL)
SELECT doc_id, doc_id AS tables_id FROM printing
UNION ALL
SELECT d.doc_id, e.doc_id
FROM document d
JOIN document e ON e.report_id = d.report_id AND e.doc_id <> d.doc_id AND e.is_current
SEMI JOIN audited a ON a.doc_id = d.doc_id
SEMI JOIN printing p ON p.doc_id = e.doc_id
WHERE d.is_current AND NOT EXISTS (FROM printing p WHERE p.doc_id = d.doc_id);

-- What the tables print, one row for a table and a key; two values of one key in one table are `doubled`.
CREATE OR REPLACE TEMP TABLE printed AS
SELECT
    doc_id AS tables_id, statutory_table, org_id, fiscal_year, concept, measure, fund, code, item, part, unit,
    coalesce(base, '') AS base,
    arg_min(fact_id, fact_id) AS fact_id,
    arg_min(value, fact_id) AS value,
    max(half) AS half,
    max(step) AS step,
    bool_and(sure) AS sure,
    min(value) <> max(value) AS doubled
FROM figure
WHERE source = 'table' AND statutory_table IS NOT NULL
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE said AS
SELECT t.* EXCLUDE (table_id, row, col), coalesce(t.base, '') AS against, x.tables_id
FROM figure t
JOIN tables_of x USING (doc_id)
WHERE t.source = 'text' AND t.sure AND t.char_start IS NOT NULL;

CREATE OR REPLACE TEMP TABLE counterpart AS
WITH same AS (
    SELECT
        s.fact_id, 'same' AS way, p.statutory_table, [p.fact_id] AS facts, [p.value] AS values,
        p.value, p.half, p.step, p.sure, p.doubled
    FROM said s
    JOIN printed p
        ON p.tables_id = s.tables_id AND p.org_id = s.org_id AND p.fiscal_year = s.fiscal_year AND p.concept = s.concept
        AND p.measure = s.measure AND p.fund = s.fund AND p.code = s.code AND p.item IS NOT DISTINCT FROM s.item
        AND p.part = s.part AND p.unit = s.unit AND (p.base = s.against OR p.base = '' OR s.against = '')
),
open AS (SELECT * FROM said ANTI JOIN same USING (fact_id) WHERE unit = 'CNY'),
with_other_funds AS (
    SELECT DISTINCT tables_id FROM printed WHERE fund IN ('gov_fund', 'state_capital') AND value <> 0 AND unit = 'CNY'
),
fund_pairs AS (
    SELECT
        s.fact_id, s.tables_id, 'fund' AS way, p.statutory_table, [p.fact_id] AS facts, [p.value] AS values,
        p.value, p.half, p.step, p.sure, p.doubled,
        count_if(p.value <> 0 AND abs(p.value - s.value) <= p.half + s.half) OVER pair AS agreeing,
        count_if(abs(p.value - s.value) > p.half + s.half) OVER pair AS differing
    FROM open s
    JOIN printed p
        ON p.tables_id = s.tables_id AND p.org_id = s.org_id AND p.fiscal_year = s.fiscal_year AND p.concept = s.concept
        AND p.measure = s.measure AND p.part = s.part AND p.code = s.code AND p.item IS NOT DISTINCT FROM s.item
        AND p.unit = 'CNY'
    WHERE s.concept LIKE 'three_public%'
        AND (s.fund, p.fund) IN (('fiscal', 'general_public'), ('general_public', 'fiscal'))
    WINDOW pair AS (PARTITION BY s.doc_id, s.org_id, s.fund, p.statutory_table, p.fund)
),
by_fund AS (
    SELECT * EXCLUDE (tables_id, agreeing, differing)
    FROM fund_pairs
    WHERE agreeing >= 2 AND agreeing > differing OR NOT EXISTS (FROM with_other_funds o WHERE o.tables_id = fund_pairs.tables_id)
),
by_parts AS (
    SELECT
        s.fact_id, 'parts' AS way, string_agg(p.statutory_table, '+' ORDER BY p.statutory_table) AS statutory_table,
        list(p.fact_id ORDER BY p.statutory_table) AS facts, list(p.value ORDER BY p.statutory_table) AS values,
        sum(p.value) AS value, sum(p.half) AS half, max(p.step) AS step, bool_and(p.sure) AS sure,
        bool_or(p.doubled) OR count(*) <> count(DISTINCT p.fund) AS doubled
    FROM open s
    JOIN printed p
        ON p.tables_id = s.tables_id AND p.org_id = s.org_id AND p.fiscal_year = s.fiscal_year AND p.concept = s.concept
        AND p.measure = s.measure AND p.part = s.part AND p.code = s.code AND p.item IS NULL AND p.unit = 'CNY'
        AND p.statutory_table IN ('T05', 'T08', 'T09', 'B05', 'B06', 'B07')
    WHERE s.fund = 'fiscal' AND s.item IS NULL AND s.concept IN ('expenditure', 'expenditure_basic', 'expenditure_project')
    GROUP BY s.fact_id
),
found AS (FROM same UNION ALL FROM by_fund UNION ALL FROM by_parts),
judged AS (
    SELECT
        f.*,
        s.doc_id, s.tables_id, s.value AS stated, s.half AS stated_half, s.step AS stated_step,
        CASE
            WHEN f.doubled THEN 'doubled'
            WHEN NOT f.sure THEN 'doubtful'
            -- one figure printed twice to the same place is the same figure
            WHEN abs(s.value - f.value) <= s.half + f.half AND (s.value = f.value OR s.step <> f.step OR f.way = 'parts')
                THEN 'pass'
            WHEN abs(s.value - f.value) <= s.half + f.half + greatest(s.step, f.step) THEN 'near'
            ELSE 'fail'
        END AS verdict
    FROM found f
    JOIN said s USING (fact_id)
),
-- A table cell that its own table contradicts is no witness of another scope.
contradicted AS (
    SELECT DISTINCT fact_id
    FROM (SELECT fact_id, unnest(facts) AS cell FROM judged WHERE verdict = 'fail')
    SEMI JOIN (SELECT unnest(evidence) AS cell FROM judgement WHERE outcome = 'fail') refuted USING (cell)
),
elsewhere AS (
    SELECT j.fact_id, min(p.fact_id) AS other_scope
    FROM judged j
    ANTI JOIN contradicted USING (fact_id)
    JOIN said s USING (fact_id)
    JOIN printed p
        ON p.tables_id = s.tables_id AND p.org_id = s.org_id AND p.fiscal_year = s.fiscal_year AND p.measure = s.measure
        AND p.code = s.code AND p.item IS NOT DISTINCT FROM s.item AND p.part = s.part AND p.unit = s.unit
        AND abs(p.value - s.value) <= p.half + s.half
        AND (
            p.concept = s.concept AND p.fund <> s.fund
            OR p.concept <> s.concept AND p.concept IN ('income_total', 'income_current_year', 'fiscal_appropriation')
                AND s.concept IN ('income_total', 'income_current_year', 'fiscal_appropriation')
            OR p.concept <> s.concept AND p.concept IN ('expenditure_total', 'expenditure')
                AND s.concept IN ('expenditure_total', 'expenditure')
        )
    WHERE j.verdict = 'fail' AND s.unit = 'CNY' AND length(digits_of(s.value)) >= 3
    GROUP BY j.fact_id
)
SELECT j.*, e.other_scope
FROM judged j
LEFT JOIN elsewhere e ON e.fact_id = j.fact_id AND j.verdict = 'fail'
    AND NOT EXISTS (FROM judged o WHERE o.fact_id = j.fact_id AND o.verdict = 'pass');

CREATE OR REPLACE TEMP TABLE fund_name AS
FROM (VALUES
    ('all', '全部资金', 'all funds'),
    ('fiscal', '财政拨款', 'fiscal appropriation'),
    ('general_public', '一般公共预算', 'general public budget'),
    ('gov_fund', '政府性基金预算', 'government funds'),
    ('state_capital', '国有资本经营预算', 'state capital'),
    ('fiscal_account', '财政专户', 'fiscal account')
) names (fund, zh, en);

-- The item lines of the text (…类…款…项), and the 项 of the table that they explain: T05/B05 of 一般公共预算, T08/B06 of
-- 政府性基金, T09/B07 of 国有资本经营, all three of 财政拨款. A table counts as whole where its 项 sum to its total.
CREATE OR REPLACE TEMP TABLE item_line AS
SELECT
    doc_id, fact_id, org_id, fiscal_year, part, fund, measure, function_code, function_name, value, half, step, sure, is_budget,
    value_reported, unit_reported, char_start, page, section_id
FROM figure
WHERE source = 'text' AND concept = 'expenditure' AND unit = 'CNY' AND item IS NULL AND length(function_code) = 7
    AND economic_code IS NULL AND char_start IS NOT NULL;

CREATE OR REPLACE TEMP TABLE leaf AS
WITH row_of AS (
    SELECT *
    FROM printed
    WHERE concept = 'expenditure' AND item IS NULL AND unit = 'CNY' AND measure IN ('final', 'initial_budget')
        AND statutory_table IN ('T05', 'T08', 'T09', 'B05', 'B06', 'B07')
),
whole AS (
    SELECT tables_id, statutory_table, org_id, fiscal_year, measure, part
    FROM row_of
    GROUP BY ALL
    HAVING bool_and(sure AND NOT doubled)
        AND abs(sum(value) FILTER (length(code) = 7) - max(value) FILTER (code = ''))
            <= sum(half) FILTER (length(code) = 7) + max(half) FILTER (code = '')
)
SELECT r.*
FROM row_of r
SEMI JOIN whole w USING (tables_id, statutory_table, org_id, fiscal_year, measure, part)
WHERE length(r.code) = 7;
