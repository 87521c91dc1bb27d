-- Which file of each report is current (contract, section 4). Runs inside a transaction, over touched_report.
-- Files of one date and one revision mark are one edition in several formats. Editions are ordered by their date where
-- every file has one (an undated file has the date of the files of its revision), otherwise by the revision mark; where both
-- agree, a file that took another's place (succession) is the later one: its generation is how many files of the report
-- came before it, each in the place of the one before, by whatever paths.
-- Within an edition leads the file that states most (tables and text before one of them, any fact before none), then docx
-- before pdf before text, then the smaller doc_id. A report published in two halves, one file with the tables and one
-- with the text, stays current in both: the first file that brings what the leading one lacks is its companion.
WITH RECURSIVE step AS (
    SELECT
        d.report_id,
        d.doc_id,
        lag(d.doc_id) OVER (PARTITION BY d.report_id, s.path ORDER BY s.ord) AS before,
        count(*) OVER (PARTITION BY d.report_id) AS steps
    FROM document d
    JOIN succession s USING (doc_id)
    SEMI JOIN touched_report USING (report_id)
),
chain AS (
    SELECT DISTINCT doc_id, 0 AS generation FROM step
    UNION
    SELECT step.doc_id, chain.generation + 1
    FROM chain
    JOIN step ON step.before = chain.doc_id AND chain.generation < step.steps  -- files may have changed places in a ring
),
descent AS (
    SELECT doc_id, max(generation) AS generation FROM chain GROUP BY doc_id
),
dated AS (
    SELECT
        doc_id,
        report_id,
        revision,
        coalesce(descent.generation, 0) AS generation,
        format,
        facts,
        states_tables AS has_tables,
        states_text AS has_text,
        coalesce(published_date, min(published_date) OVER (PARTITION BY report_id, revision)) AS day
    FROM document
    LEFT JOIN descent USING (doc_id)
    SEMI JOIN touched_report USING (report_id)
),
comparable AS (
    SELECT *, bool_and(day IS NOT NULL) OVER (PARTITION BY report_id) AS by_day FROM dated
),
edition AS (
    SELECT
        *,
        dense_rank() OVER (
            PARTITION BY report_id
            ORDER BY CASE WHEN by_day THEN day END DESC NULLS LAST, revision DESC, day DESC NULLS LAST, generation DESC
        ) AS age
    FROM comparable
),
placed AS (
    SELECT
        e.*,
        row_number() OVER (
            PARTITION BY e.report_id, e.age
            ORDER BY
                e.has_tables::INTEGER + e.has_text::INTEGER DESC,
                e.facts > 0 DESC,
                list_position(['docx', 'pdf', 'text'], e.format) NULLS LAST,
                e.doc_id
        ) AS place
    FROM edition e
),
companion AS (
    SELECT p.report_id, p.age, arg_min(p.doc_id, p.place) AS doc_id
    FROM placed p
    JOIN placed l ON l.report_id = p.report_id AND l.age = p.age AND l.place = 1
    WHERE (p.has_tables AND NOT l.has_tables) OR (p.has_text AND NOT l.has_text)
    GROUP BY p.report_id, p.age
),
settled AS (
    SELECT
        p.doc_id,
        p.age = 1 AND (p.place = 1 OR c.doc_id IS NOT NULL) AS is_current,
        earlier.doc_id AS supersedes,
        CASE WHEN p.place > 1 AND c.doc_id IS NULL THEN leading_file.doc_id END AS same_as
    FROM placed p
    JOIN placed leading_file ON leading_file.report_id = p.report_id AND leading_file.age = p.age AND leading_file.place = 1
    LEFT JOIN companion c ON c.doc_id = p.doc_id
    LEFT JOIN placed earlier ON earlier.report_id = p.report_id AND earlier.age = p.age + 1 AND earlier.place = 1
)
UPDATE document SET is_current = s.is_current, supersedes = s.supersedes, same_as = s.same_as
FROM settled s
WHERE document.doc_id = s.doc_id;
