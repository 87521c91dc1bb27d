-- Of several corrections of one place the latest counts; one without a value says that the figure is no fact.
CREATE OR REPLACE VIEW v_fact_all AS
WITH latest_correction AS (
    FROM correction
    QUALIFY row_number() OVER (
        PARTITION BY
            doc_id, table_id, row, col, concept, measure, fund,
            CASE WHEN table_id IS NULL THEN section_id END, char_start, char_end
        ORDER BY made_at DESC, correction_id
    ) = 1
)
SELECT
    f.* REPLACE (
        coalesce(c.value, f.value) AS value,
        coalesce(c.unit, f.unit) AS unit,
        CASE WHEN c.correction_id IS NULL THEN f.confidence ELSE 1 END AS confidence
    ),
    c.correction_id IS NOT NULL AS corrected,
    d.is_current,
    d.report_id,
    d.doc_kind,
    d.fiscal_year AS report_year,
    o.name AS org_name,
    o.admin_code,
    o.admin_name
FROM fact f
JOIN document d ON d.doc_id = f.doc_id
LEFT JOIN organization o ON o.org_id = f.org_id
LEFT JOIN latest_correction c
    ON c.doc_id = f.doc_id
    AND c.concept = f.concept
    AND c.measure = f.measure
    AND c.fund = f.fund
    AND CASE
        WHEN f.row IS NOT NULL THEN c.table_id = f.table_id AND c.row = f.row AND c.col = f.col
        ELSE c.table_id IS NULL AND c.section_id = f.section_id AND c.char_start = f.char_start AND c.char_end = f.char_end
    END
WHERE c.correction_id IS NULL OR c.value IS NOT NULL;
COMMENT ON VIEW v_fact_all IS '各版事实：全部文件的事实，不论现行与否，人工更正已代入 | Facts of all versions: every fact of every file, current or not, corrections by people applied';
COMMENT ON COLUMN v_fact_all.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_fact_all.confidence IS '置信度：0.9 以下不进入 v_fact_best | Confidence: below 0.9 it is left out of v_fact_best';
COMMENT ON COLUMN v_fact_all.is_current IS '现行：每份报告恰有一个现行文件，视图只读现行文件 | Current: exactly one file of each report is current; views read current files only';

CREATE OR REPLACE VIEW v_fact AS
SELECT * EXCLUDE (is_current)
FROM v_fact_all
WHERE is_current;
COMMENT ON VIEW v_fact IS '现行事实：现行文件的全部事实，人工更正已代入 | Current facts: every fact of the current files, corrections by people applied';
COMMENT ON COLUMN v_fact.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_fact.confidence IS '置信度：0.9 以下不进入 v_fact_best | Confidence: below 0.9 it is left out of v_fact_best';

-- Left out: confidence below 0.9. A name whose code is unknown is a code of its own, never the total.
-- A filter on a plain column of the partition is applied before the window: so keep them plain. The organisation's columns
-- follow from org_id; they stand there for the sake of such filters.
CREATE OR REPLACE VIEW v_fact_best AS
FROM v_fact
WHERE confidence >= 0.9
QUALIFY row_number() OVER (
    PARTITION BY
        org_id, fiscal_year, concept, measure, fund, function_code, economic_code, item, base,
        CASE WHEN function_code IS NULL THEN function_name END,
        CASE WHEN economic_code IS NULL THEN economic_name END,
        org_name, admin_code, admin_name
    ORDER BY
        corrected DESC,
        list_position(['table', 'text', 'chart', 'ocr'], source),
        part <> 'main',
        list_position(['final_account', 'budget'], doc_kind) NULLS LAST,
        confidence DESC,
        statutory_table NULLS LAST,
        doc_id, part, table_id, row, col, section_id, char_start, fact_id
) = 1;
COMMENT ON VIEW v_fact_best IS '最可信事实：每个单位、年度、概念、口径、资金、分类、细项、基数一行；先人工更正，再表、文、图，先正文后附件 | Best fact: one row per organisation, year, concept, measure, fund, codes, item and base; a correction first, then table, text, chart; main before annex';
COMMENT ON COLUMN v_fact_best.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_fact_best.confidence IS '置信度：0.9 以下不进入 v_fact_best | Confidence: below 0.9 it is left out of v_fact_best';

-- The wide views v_t01..v_b09 stand on it. A row that crosses both classifications counts under its function code.
-- A key that several rows print with different amounts (a row an economic class, a row an unnamed unit) has their sum
-- where the rows of its level sum to the table's own total to the last digit, so that none is missing; else no amount.
CREATE OR REPLACE VIEW v_statutory AS
WITH printed AS (
    SELECT
        * REPLACE (
            CASE WHEN function_code IS NULL THEN economic_code END AS economic_code,
            CASE WHEN function_code IS NULL THEN economic_name END AS economic_name
        ),
        function_code IS NOT NULL AND economic_code IS NOT NULL AS crossed,
        coalesce(function_code, economic_code) AS code,
        CASE WHEN code IS NULL THEN coalesce(function_name, economic_name) END AS uncoded,
        code IS NULL AND uncoded IS NULL AND item IS NULL AS is_total
    FROM v_fact
    WHERE source = 'table' AND statutory_table IS NOT NULL
),
summed AS (
    SELECT
        *,
        code IS NOT NULL
            AND sum(value) OVER level = max(value) FILTER (is_total) OVER amounts
            AND sum(value) OVER level = min(value) FILTER (is_total) OVER amounts AS complete,
        CASE
            WHEN complete THEN sum(value) OVER key
            WHEN NOT crossed AND min(value) OVER key = max(value) OVER key THEN value
        END AS amount,
        CASE WHEN complete THEN min(confidence) OVER key WHEN amount IS NOT NULL THEN confidence END AS certainty
    FROM printed
    WINDOW
        amounts AS (PARTITION BY doc_id, part, statutory_table, org_id, concept, measure, fund, base),
        level AS (
            PARTITION BY doc_id, part, statutory_table, org_id, concept, measure, fund, base, item,
            function_code IS NULL, length(code), crossed
        ),
        key AS (
            PARTITION BY doc_id, part, statutory_table, org_id, concept, measure, fund, base, item,
            function_code IS NULL, code, uncoded, crossed
        )
)
SELECT
    * EXCLUDE (crossed, code, uncoded, is_total, complete, amount, certainty)
    REPLACE (amount AS value, certainty AS confidence)
FROM summed
QUALIFY row_number() OVER (
    PARTITION BY
        doc_id, part, statutory_table, org_id, concept, measure, fund, base, item,
        function_code IS NULL, code, uncoded
    ORDER BY crossed, table_id, row, col, fact_id
) = 1;
COMMENT ON VIEW v_statutory IS '法定表事实：现行文件法定表中的事实，每份文件、每表、每个单位、每个键一行；同一键印出数行且金额不同的，取可由本表合计验证的各行之和，否则金额为空 | Statutory fact: the facts of the statutory tables of current files, one row per document, table, organisation and key; a key that several rows print with different amounts has their sum where the table''s total proves it, else no amount';
COMMENT ON COLUMN v_statutory.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_statutory.confidence IS '置信度：0.9 以下不进入 v_fact_best | Confidence: below 0.9 it is left out of v_fact_best';
