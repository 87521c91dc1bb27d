-- Where the phrases of schemas/checks/words.toml stand: one row for each check, kind of phrase and section or table, with how
-- often it stands there and the first place. One expression of all phrases sieves what is read; the few passages that it
-- catches are then read phrase by phrase. Temporary, for one audit.
SET VARIABLE text_phrases = (SELECT string_agg('(?:' || pattern || ')', '|') FROM phrase WHERE place = 'text');
SET VARIABLE title_phrases = (SELECT string_agg('(?:' || pattern || ')', '|') FROM phrase WHERE place = 'title');
SET VARIABLE cell_phrases = (SELECT string_agg('(?:' || pattern || ')', '|') FROM phrase WHERE place = 'cell');

-- A quotation: the words from a little before to a little behind, within their line.
CREATE OR REPLACE TEMP MACRO around(passage, start, length, before, behind) AS
    regexp_extract(substr(passage, greatest(1, start - before + 1), least(start, before)), '[^\n]*$')
    || replace(substr(passage, start + 1, length), chr(10), '')
    || regexp_extract(substr(passage, start + length + 1, behind), '^[^\n]*');
CREATE OR REPLACE TEMP MACRO shortened(words, most) AS
    CASE WHEN length(words) > most THEN left(words, most) || '…' ELSE words END;

-- The place of a quotation within its section, as a scope names it.
CREATE OR REPLACE TEMP MACRO spot_of(section_id, passage, words) AS
    concat_ws('/', section_id, instr(passage, words) - 1, instr(passage, words) - 1 + length(words));

-- The sections of a report itself that state figures, with its year.
CREATE OR REPLACE TEMP VIEW stating AS
SELECT
    s.doc_id, s.section_id, s.title, s.text, s.page, d.fiscal_year, d.doc_kind, d.doc_kind IN ('budget', 'unit_budget') AS is_budget
FROM section s
SEMI JOIN audited USING (doc_id)
JOIN document d USING (doc_id)
SEMI JOIN (SELECT DISTINCT doc_id, section_id FROM fact WHERE source = 'text') f USING (doc_id, section_id)
WHERE s.part = 'main';

CREATE OR REPLACE TEMP TABLE passage AS
SELECT doc_id, 'text' AS place, section_id, NULL AS table_id, NULL AS row, NULL AS col, title AS heading, text AS words, page, part
FROM section
SEMI JOIN audited USING (doc_id)
WHERE regexp_matches(text, getvariable('text_phrases'))
UNION ALL
SELECT doc_id, 'title', section_id, NULL, NULL, NULL, title, title, page, part
FROM section
SEMI JOIN audited USING (doc_id)
WHERE regexp_matches(title, getvariable('title_phrases'))
UNION ALL
SELECT doc_id, 'title', section_id, table_id, NULL, NULL, title, title, page, part
FROM source_table
SEMI JOIN audited USING (doc_id)
WHERE regexp_matches(title, getvariable('title_phrases'))
UNION ALL
SELECT c.doc_id, 'cell', t.section_id, c.table_id, c.row, c.col, t.title, c.text, coalesce(c.page, t.page), t.part
FROM (FROM table_cell SEMI JOIN audited USING (doc_id) WHERE regexp_matches(text, getvariable('cell_phrases'))) c
JOIN source_table t USING (doc_id, table_id)
-- a form without one number is published blank: what it says is no leftover
SEMI JOIN (
    SELECT doc_id, table_id FROM table_cell WHERE length(text) BETWEEN 2 AND 20 AND regexp_matches(text, '^[\d,]+(\.\d+)?[%％]?$')
) filled USING (doc_id, table_id);

CREATE OR REPLACE TEMP TABLE word_hit AS
WITH found AS (
    SELECT
        p.*,
        w.rule_id, w.kind, w.zh, w.en,
        regexp_extract_all(p.words, w.pattern) AS matches
    FROM passage p
    JOIN phrase w USING (place)
),
placed AS (
    SELECT
        *,
        matches[1] AS first,
        length(first) - length(ltrim(first, chr(10) || ' ，。；、：')) AS lead,
        instr(words, first) - 1 + lead AS char_start,
        char_start + length(trim(first, chr(10) || ' ，。；、：')) AS char_end
    FROM found
    WHERE len(matches) > 0
),
-- a section may run over pages: the figure before the words knows better than its heading
paged AS (
    SELECT p.* REPLACE (coalesce((
        SELECT arg_max(f.page, f.char_start)
        FROM fact f
        WHERE f.doc_id = p.doc_id AND f.section_id = p.section_id AND f.source = 'text' AND f.char_start <= p.char_start
            AND p.place = 'text'
    ), p.page) AS page)
    FROM placed p
)
SELECT
    rule_id, kind, any_value(zh) AS zh, any_value(en) AS en, doc_id, section_id, table_id,
    sum(len(matches))::INTEGER AS times,
    arg_min(
        CASE WHEN place <> 'text' THEN words ELSE around(words, char_start, char_end - char_start, 10, 10) END,
        (row, col, char_start)
    ) AS quotation,
    -- a run of marks is trimmed to nothing: then it stands where the match begins
    arg_min(
        CASE
            WHEN table_id IS NOT NULL THEN concat_ws('/', table_id, row, col)
            ELSE concat_ws('/', section_id, char_start - CASE WHEN char_end <= char_start THEN lead ELSE 0 END,
                CASE WHEN char_end <= char_start THEN char_start ELSE char_end END)
        END,
        (row, col, char_start)
    ) AS spot,
    min(page) AS page,
    any_value(heading) AS heading,
    any_value(part) AS part
FROM paged
GROUP BY rule_id, kind, doc_id, section_id, table_id, place = 'title';

-- What a check that reads phrases yields (columns of a judgement): one finding for each kind in a section or table; where
-- they stand all over the report (a blank template that was published), one for each kind. A report without any passes.
CREATE OR REPLACE TEMP TABLE word_judgement AS
WITH spread AS (
    SELECT *, count(DISTINCT concat_ws('/', section_id, table_id)) OVER (PARTITION BY rule_id, doc_id) > 12 AS everywhere
    FROM word_hit
),
told AS (
    SELECT
        rule_id, doc_id, kind, zh, en, CASE WHEN NOT everywhere THEN spot END AS alone,
        arg_min(spot, (page, length(spot), spot)) AS first_spot,
        arg_min(shortened(quotation, 60), (page, length(spot), spot)) AS quotation,
        arg_min(heading, (page, length(spot), spot)) AS heading,
        sum(times)::INTEGER AS times,
        count(*) AS sections,
        min(page) AS page
    FROM spread
    GROUP BY ALL
)
SELECT
    rule_id,
    doc_id,
    concat_ws('/', first_spot, kind) AS scope,
    'fail' AS outcome,
    page,
    CASE WHEN alone IS NULL OR heading IS NULL OR heading IN ('', quotation) THEN '' ELSE heading || '：' END
        || format('{}“{}”', zh, quotation)
        || CASE
            WHEN alone IS NULL THEN format('等{}处，遍及{}节', times, sections)
            WHEN times > 1 THEN format('等{}处', times)
            ELSE ''
        END AS message_zh,
    format('{}: "{}"{}', en, quotation, CASE WHEN times > 1 THEN format(' and {} more', times - 1) ELSE '' END) AS message_en
FROM told
UNION ALL
SELECT rule_id, doc_id, 'text', 'pass', NULL, NULL, NULL
FROM audited
SEMI JOIN section USING (doc_id)
CROSS JOIN (SELECT DISTINCT rule_id FROM phrase) listed
ANTI JOIN told USING (rule_id, doc_id);
