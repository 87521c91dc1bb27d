-- A text that names a row or a column of a table: neither blank nor a number.
CREATE OR REPLACE MACRO is_label(cell) AS NOT regexp_full_match(cell, '[-\d\s,.%—－–()（）+*/]*');
-- The sentence of a text in which the characters from first to last (exclusive, from 0) stand, in one line; at most 80 characters
-- on either side.
CREATE OR REPLACE MACRO cut_before(words) AS CASE WHEN length(words) > 80 THEN '…' || right(words, 80) ELSE words END;
CREATE OR REPLACE MACRO cut_after(words) AS CASE WHEN length(words) > 80 THEN left(words, 80) || '…' ELSE words END;
CREATE OR REPLACE MACRO sentence_around(text, first, last) AS trim(regexp_replace(
    cut_before(regexp_extract(substr(text, 1, first), '[^。；\n]*$'))
    || substr(text, first + 1, last - first)
    || cut_after(regexp_extract(substr(text, last + 1), '^[^。；\n]*[。；]?')),
    '\s+', ' ', 'g'
));
-- A number in the unit that a figure is printed in, to four digits, idle zeros left out.
CREATE OR REPLACE MACRO in_unit(value, unit, unit_reported) AS
    regexp_replace(
        CAST(value * CAST(1 / last_place(unit, unit_reported, 0) AS DECIMAL(12, 9)) AS DECIMAL(24, 4))::VARCHAR, '\.?0+$', ''
    ) || coalesce(unit_reported, CASE WHEN unit = 'CNY' THEN '元' ELSE '' END);

-- A finding is shown at the figure that it suspects; else at the characters, the section, the cell, the table, the form or the
-- figure that its scope names; else at the first figure of its evidence. On a form it is shown at the cell that prints the number
-- it objects to: in the row of the indicator that the scope names, else outside the rows of indicators.
CREATE OR REPLACE VIEW v_finding_all AS
WITH scoped AS (
    SELECT
        *,
        regexp_extract(scope, '^(s\d+)(?:/(\d+)/(\d+))?(?:/|$)', ['section_id', 'first', 'last']) AS words,
        regexp_extract(scope, '^(t\d+)(?:/(\d+)/(\d+))?(?:/|$)', ['table_id', 'row', 'col']) AS cell,
        split_part(scope, '/', 1) AS named
    FROM finding
),
shown AS (
    SELECT
        f.*,
        nullif(f.words.section_id, '') AS words_section,
        CASE WHEN f.suspect IS NULL THEN TRY_CAST(nullif(f.words.first, '') AS INTEGER) END AS words_first,
        CASE WHEN f.suspect IS NULL THEN TRY_CAST(nullif(f.words.last, '') AS INTEGER) END AS words_last,
        CASE WHEN words_first IS NULL THEN coalesce(f.suspect, n.fact_id, f.evidence[1]) END AS shown_fact
    FROM scoped f
    LEFT JOIN fact n ON n.doc_id = f.doc_id AND n.fact_id = f.named
),
form AS (
    SELECT
        f.finding_id, f.rule_id, f.doc_id, f.actual, p.project_id, p.table_id, p.section_id, p.page,
        TRY_CAST(regexp_extract(split_part(f.scope, '/', 2), '\d+$') AS INTEGER) AS ord
    FROM scoped f
    JOIN performance_project p ON p.doc_id = f.doc_id AND p.project_id = f.named
),
form_cell AS (
    SELECT
        f.finding_id,
        arg_min(
            struct_pack(row := c.row, col := c.col, page := c.page),
            (contains(c.text, '%') <> (f.rule_id = 'performance_execution'), c.row, c.col)
        ) AS cell
    FROM form f
    LEFT JOIN performance_indicator i ON i.doc_id = f.doc_id AND i.project_id = f.project_id AND i.ord = f.ord
    JOIN table_cell c ON c.doc_id = f.doc_id AND c.table_id = f.table_id AND (i.ord IS NULL OR i.row IS NULL OR i.row = c.row)
    WHERE f.rule_id LIKE 'performance_%' AND f.rule_id <> 'performance_weights'  -- a sum of weights is printed nowhere
        AND list_has_any(
            list_transform(
                regexp_extract_all(c.text, '\d[\d,]*(?:\.\d+)?'),
                lambda n: TRY_CAST(replace(n, ',', '') AS DECIMAL(24, 6))
            ),
            [f.actual, (f.actual / 10000)::DECIMAL(24, 6)]
        )
        AND (i.ord IS NOT NULL OR NOT EXISTS (
            FROM performance_indicator x WHERE x.doc_id = f.doc_id AND x.table_id = f.table_id AND x.row = c.row
        ))
    GROUP BY ALL
),
known AS (
    SELECT
        f.finding_id,
        f.doc_id,
        s.fact_id,
        s.value_reported || coalesce(s.unit_reported, '') AS printed,
        s.value,
        s.value_reported,
        s.unit,
        s.unit_reported,
        s.snippet,
        coalesce(s.page, c.cell.page, p.page) AS page,
        CASE
            WHEN s.fact_id IS NULL THEN coalesce(nullif(f.cell.table_id, ''), p.table_id)
            WHEN s.row IS NOT NULL THEN s.table_id
        END AS table_id,
        CASE WHEN s.fact_id IS NULL THEN coalesce(TRY_CAST(f.cell.row AS INTEGER), c.cell.row) ELSE s.row END AS row,
        CASE WHEN s.fact_id IS NULL THEN coalesce(TRY_CAST(f.cell.col AS INTEGER), c.cell.col) ELSE s.col END AS col,
        CASE
            WHEN s.row IS NOT NULL THEN NULL
            WHEN f.suspect IS NULL AND f.words_section IS NOT NULL THEN f.words_section
            ELSE coalesce(s.section_id, p.section_id)
        END AS section_id,
        CASE WHEN s.row IS NULL THEN coalesce(f.words_first, s.char_start) END AS char_start,
        CASE WHEN s.row IS NULL THEN coalesce(f.words_last, s.char_end) END AS char_end
    FROM shown f
    LEFT JOIN fact s ON s.doc_id = f.doc_id AND s.fact_id = f.shown_fact
    LEFT JOIN form p ON p.finding_id = f.finding_id
    LEFT JOIN form_cell c ON c.finding_id = f.finding_id
),
labels AS (
    SELECT
        k.finding_id,
        arg_max(c.text, c.col) FILTER (
            k.row BETWEEN c.row AND c.row + c.row_span - 1 AND c.col < k.col) AS row_label,
        arg_max(c.text, c.row) FILTER (
            k.col BETWEEN c.col AND c.col + c.col_span - 1 AND c.row < k.row) AS column_label
    FROM known k
    JOIN table_cell c USING (doc_id, table_id)
    WHERE k.row IS NOT NULL AND is_label(c.text)
    GROUP BY k.finding_id
),
follows AS (
    SELECT caused_by AS finding_id, count(*) AS consequences FROM finding WHERE caused_by IS NOT NULL GROUP BY caused_by
)
SELECT
    f.finding_id,
    f.doc_id,
    d.report_id,
    d.path,
    d.doc_kind,
    f.org_id,
    o.name AS org_name,
    f.fiscal_year,
    f.severity,
    f.rule_id,
    c.title_zh,
    c.title_en,
    c.kind,
    c.basis,
    f.message_zh,
    f.message_en,
    k.printed,
    CASE
        -- 下降6.53% is a value below 0 that is printed without a sign.
        WHEN k.fact_id = f.suspect AND f.actual = k.value AND k.value < 0 AND k.value_reported NOT LIKE '-%'
            THEN in_unit(-f.expected, k.unit, k.unit_reported)
        WHEN k.fact_id = f.suspect AND f.actual = k.value THEN in_unit(f.expected, k.unit, k.unit_reported)
    END AS should_be,
    f.actual,
    f.expected,
    f.difference,
    f.slip,
    CASE WHEN k.fact_id IS NULL AND k.row IS NOT NULL THEN coalesce(k.page, f.page) ELSE coalesce(f.page, k.page, s.page, t.page) END AS page,
    nullif(trim(regexp_replace(
        concat_ws(
            ' / ',
            CASE WHEN k.table_id IS NULL THEN concat_ws(' ', s.number, s.title) ELSE concat_ws(' ', t.statutory_table, t.title) END,
            l.row_label,
            l.column_label
        ),
        '\s+', ' ', 'g'
    )), '') AS place_words,
    CASE
        WHEN k.char_start IS NOT NULL AND s.text IS NOT NULL THEN nullif(sentence_around(s.text, k.char_start, k.char_end), '')
        ELSE k.snippet
    END AS quotation,
    k.table_id,
    k.row,
    k.col,
    k.section_id,
    k.char_start,
    k.char_end,
    f.suspect,
    f.evidence,
    f.caused_by,
    coalesce(w.consequences, 0) AS consequences,
    f.scope,
    f.place,
    d.is_current,
    f.dismissed,
    x.why AS dismissed_why,
    x.made_by AS dismissed_by,
    x.made_at AS dismissed_at
FROM finding f
JOIN document d USING (doc_id)
JOIN known k USING (finding_id)
LEFT JOIN organization o ON o.org_id = f.org_id
LEFT JOIN audit_check c USING (rule_id)
LEFT JOIN section s ON s.doc_id = f.doc_id AND s.section_id = k.section_id
LEFT JOIN source_table t ON t.doc_id = f.doc_id AND t.table_id = k.table_id
LEFT JOIN labels l USING (finding_id)
LEFT JOIN follows w USING (finding_id)
LEFT JOIN dismissal x ON f.dismissed AND x.doc_id = f.doc_id AND x.rule_id = f.rule_id AND x.place = f.place;
COMMENT ON VIEW v_finding_all IS '全部审核发现：全部文件的发现，不论现行、已排除与否 | All findings: of every file, whether current or not, dismissed or not';
COMMENT ON COLUMN v_finding_all.is_current IS '现行：每份报告恰有一个现行文件，视图只读现行文件 | Current: exactly one file of each report is current; views read current files only';
COMMENT ON COLUMN v_finding_all.dismissed IS '已排除 | Dismissed: by a person';
COMMENT ON COLUMN v_finding_all.dismissed_why IS '排除理由 | Why it was dismissed';
COMMENT ON COLUMN v_finding_all.dismissed_by IS '排除经办人 | Dismissed by';
COMMENT ON COLUMN v_finding_all.dismissed_at IS '排除时间：UTC | Dismissed at: UTC';

CREATE OR REPLACE VIEW v_finding AS
SELECT * EXCLUDE (is_current, dismissed, dismissed_why, dismissed_by, dismissed_at)
FROM v_finding_all
WHERE is_current AND NOT dismissed;
COMMENT ON VIEW v_finding IS '审核发现：现行文件中未被排除的发现，附所在与引文；caused_by 为空的是起因 | Findings: of the current files, those that nobody dismissed, with place and quotation; causes have no caused_by';

CREATE OR REPLACE VIEW v_coverage AS
SELECT
    c.doc_id,
    d.report_id,
    d.path,
    d.doc_kind,
    d.org_id,
    o.name AS org_name,
    d.fiscal_year,
    c.rule_id,
    a.ord,
    a.title_zh,
    a.title_en,
    a.kind,
    a.severity,
    c.outcome,
    c.missing
FROM check_outcome c
JOIN document d ON d.doc_id = c.doc_id AND d.is_current
LEFT JOIN organization o ON o.org_id = d.org_id
LEFT JOIN audit_check a USING (rule_id);
COMMENT ON VIEW v_coverage IS '审核覆盖：现行文件每份报告、每条规则的结果 | Coverage: what came of every check on every report, of the current files';
COMMENT ON COLUMN v_coverage.ord IS '次序 | Order';
COMMENT ON COLUMN v_coverage.outcome IS '结果：pass 通过、fail 不符、not_applicable 不适用 | Outcome: pass, fail, not_applicable';
COMMENT ON COLUMN v_coverage.missing IS '缺项：不适用时所缺 | Missing: the term that a check lacked';

CREATE OR REPLACE VIEW v_audit_summary AS
WITH outcomes AS (
    SELECT
        doc_id,
        count(*) FILTER (outcome = 'pass') AS passed,
        count(*) FILTER (outcome = 'fail') AS failed,
        count(*) FILTER (outcome = 'not_applicable') AS not_applicable
    FROM check_outcome
    GROUP BY doc_id
),
found AS (
    SELECT
        doc_id,
        count(*) FILTER (caused_by IS NULL AND NOT dismissed AND severity = 'error') AS errors,
        count(*) FILTER (caused_by IS NULL AND NOT dismissed AND severity = 'warning') AS warnings,
        count(*) FILTER (caused_by IS NULL AND NOT dismissed AND severity = 'info') AS infos,
        count(*) FILTER (caused_by IS NOT NULL AND NOT dismissed) AS consequences,
        count(*) FILTER (dismissed) AS dismissed
    FROM finding
    GROUP BY doc_id
)
SELECT
    d.doc_id,
    d.report_id,
    d.path,
    d.doc_kind,
    d.org_id,
    o.name AS org_name,
    d.fiscal_year,
    c.doc_id IS NOT NULL AS audited,
    c.passed,
    c.failed,
    c.not_applicable,
    CASE WHEN audited THEN coalesce(f.errors, 0) END AS errors,
    CASE WHEN audited THEN coalesce(f.warnings, 0) END AS warnings,
    CASE WHEN audited THEN coalesce(f.infos, 0) END AS infos,
    CASE WHEN audited THEN coalesce(f.consequences, 0) END AS consequences,
    CASE WHEN audited THEN coalesce(f.dismissed, 0) END AS dismissed
FROM document d
LEFT JOIN organization o ON o.org_id = d.org_id
LEFT JOIN outcomes c ON c.doc_id = d.doc_id
LEFT JOIN found f ON f.doc_id = d.doc_id
WHERE d.is_current;
COMMENT ON VIEW v_audit_summary IS '审核汇总：每个现行文件一行，发现只计起因 | Audit summary: one row a current file; findings are causes only';
COMMENT ON COLUMN v_audit_summary.audited IS '已审核：自上次读取后审核过 | Audited: since it was read';
COMMENT ON COLUMN v_audit_summary.passed IS '通过规则数 | Checks passed';
COMMENT ON COLUMN v_audit_summary.failed IS '不符规则数 | Checks failed';
COMMENT ON COLUMN v_audit_summary.not_applicable IS '不适用规则数 | Checks that did not apply';
COMMENT ON COLUMN v_audit_summary.errors IS '错误数 | Errors';
COMMENT ON COLUMN v_audit_summary.warnings IS '疑点数 | Warnings';
COMMENT ON COLUMN v_audit_summary.infos IS '提示数 | Infos';
COMMENT ON COLUMN v_audit_summary.consequences IS '连带发现数 | Consequences: findings that follow from another';
COMMENT ON COLUMN v_audit_summary.dismissed IS '已排除数 | Dismissed by a person';
