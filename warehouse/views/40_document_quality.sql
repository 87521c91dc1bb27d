-- A claimed figure is a fact of a table, or a number of the text that is bound to a fact or belongs to a performance form.
-- Not figures at all: dates, ordinals, numbering, references, thresholds. A leftover inside a table is a figure unclaimed.
-- T09 is of the account year 2020 and later.
CREATE OR REPLACE VIEW v_document_quality AS
WITH expected AS (
    SELECT d.doc_id, printf('%s%02d', t.series, n.number) AS statutory_table
    FROM document d
    JOIN (VALUES
        ('final_account', 'T'), ('unit_final_account', 'T'), ('budget', 'B'), ('unit_budget', 'B')
    ) t (doc_kind, series) USING (doc_kind)
    CROSS JOIN range(1, 10) n (number)
    WHERE NOT (t.series = 'T' AND n.number = 9 AND d.fiscal_year < 2020)
),
found AS (
    SELECT DISTINCT doc_id, statutory_table FROM source_table WHERE statutory_table IS NOT NULL AND part = 'main'
),
tables AS (
    SELECT
        e.doc_id,
        count(*) AS tables_expected,
        count(f.statutory_table) AS tables_found,
        coalesce(list_sort(list(e.statutory_table) FILTER (f.statutory_table IS NULL)), []) AS tables_missing
    FROM expected e
    LEFT JOIN found f USING (doc_id, statutory_table)
    GROUP BY e.doc_id
),
facts AS (
    SELECT
        doc_id,
        count(*) AS facts,
        count(*) FILTER (source = 'table') AS table_facts,
        count(*) FILTER (source <> 'table') AS text_facts,
        count(*) FILTER (confidence < 0.9) AS doubtful_facts
    FROM fact
    GROUP BY doc_id
),
reasons AS (
    SELECT doc_id, coalesce(reason, 'bound') AS reason, count(*) AS mentions
    FROM quantity_mention
    GROUP BY ALL
),
mentions AS (
    SELECT
        doc_id,
        sum(mentions) AS mentions,
        map_from_entries(list((reason, mentions) ORDER BY reason)) AS mentions_by_reason,
        sum(mentions) FILTER (reason IN ('bound', 'form')) AS claimed,
        sum(mentions) FILTER (
            reason NOT IN ('date', 'ordinal', 'numbering', 'reference', 'threshold', 'stated_absent')) AS figures
    FROM (SELECT doc_id, reason, mentions::BIGINT AS mentions FROM reasons)
    GROUP BY doc_id
),
leftovers AS (
    SELECT doc_id, count(*) AS leftovers, count(*) FILTER (table_id IS NOT NULL AND row IS NOT NULL) AS unclaimed
    FROM leftover
    GROUP BY doc_id
),
checks AS (
    SELECT doc_id, count(closes) AS identities, count(*) FILTER (closes) AS identities_closed
    FROM table_check
    GROUP BY doc_id
)
SELECT
    d.doc_id,
    d.report_id,
    d.path,
    d.format,
    d.doc_kind,
    d.org_id,
    o.name AS org_name,
    d.fiscal_year,
    d.is_current,
    coalesce(t.tables_expected, 0) AS tables_expected,
    coalesce(t.tables_found, 0) AS tables_found,
    coalesce(t.tables_missing, []) AS tables_missing,
    coalesce(f.facts, 0) AS facts,
    coalesce(f.table_facts, 0) AS table_facts,
    coalesce(f.text_facts, 0) AS text_facts,
    coalesce(f.doubtful_facts, 0) AS doubtful_facts,
    coalesce(m.mentions, 0)::BIGINT AS mentions,
    m.mentions_by_reason,
    coalesce(l.leftovers, 0) AS leftovers,
    coalesce(f.table_facts, 0) + coalesce(m.claimed, 0)::BIGINT AS figures_claimed,
    coalesce(f.table_facts, 0) + coalesce(l.unclaimed, 0) + coalesce(m.figures, 0)::BIGINT AS figures_printed,
    percent_of(figures_claimed, figures_printed) AS claimed_pct,
    coalesce(c.identities, 0) AS identities,
    coalesce(c.identities_closed, 0) AS identities_closed
FROM document d
LEFT JOIN organization o USING (org_id)
LEFT JOIN tables t ON t.doc_id = d.doc_id
LEFT JOIN facts f ON f.doc_id = d.doc_id
LEFT JOIN mentions m ON m.doc_id = d.doc_id
LEFT JOIN leftovers l ON l.doc_id = d.doc_id
LEFT JOIN checks c ON c.doc_id = d.doc_id;
COMMENT ON VIEW v_document_quality IS '文件质量：每个文件读出了多少、漏了什么 | Document quality: what was read of each document, and what was not';
COMMENT ON COLUMN v_document_quality.format IS '格式：docx、pdf、text | Format: docx, pdf, text';
COMMENT ON COLUMN v_document_quality.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_document_quality.is_current IS '现行：每份报告恰有一个现行文件，视图只读现行文件 | Current: exactly one file of each report is current; views read current files only';
COMMENT ON COLUMN v_document_quality.tables_expected IS '应有法定表数 | Statutory tables expected';
COMMENT ON COLUMN v_document_quality.tables_found IS '找到法定表数 | Statutory tables found';
COMMENT ON COLUMN v_document_quality.tables_missing IS '缺少的法定表 | Statutory tables missing';
COMMENT ON COLUMN v_document_quality.facts IS '事实数 | Facts';
COMMENT ON COLUMN v_document_quality.table_facts IS '表中事实数 | Facts of tables';
COMMENT ON COLUMN v_document_quality.text_facts IS '文中事实数 | Facts of text and charts';
COMMENT ON COLUMN v_document_quality.doubtful_facts IS '存疑事实数：置信度低于 0.9 | Doubtful facts: of a confidence below 0.9';
COMMENT ON COLUMN v_document_quality.mentions IS '数字数 | Mentions';
COMMENT ON COLUMN v_document_quality.mentions_by_reason IS '数字按原因：bound 已成事实 | Mentions by reason: bound means bound to a fact';
COMMENT ON COLUMN v_document_quality.leftovers IS '遗留数 | Leftovers';
COMMENT ON COLUMN v_document_quality.figures_claimed IS '已认领数字 | Figures claimed';
COMMENT ON COLUMN v_document_quality.figures_printed IS '印出数字 | Figures printed';
COMMENT ON COLUMN v_document_quality.claimed_pct IS '认领率（%） | Claimed, percent';
COMMENT ON COLUMN v_document_quality.identities IS '可核勾稽数 | Identities that could be checked';
COMMENT ON COLUMN v_document_quality.identities_closed IS '相符勾稽数 | Identities that close';
