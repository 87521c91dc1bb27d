-- Which file of each report is current (contract, section 4). Runs inside a transaction, over touched_report.
-- Files of one date and one revision mark are one edition in several formats. Editions are ordered by their date where
-- every file has one (an undated file has the date of the files of its revision), otherwise by the revision mark.
-- Within an edition leads the file that gave facts, then docx before pdf before text, then the smaller doc_id.
WITH dated AS (
    SELECT
        doc_id,
        report_id,
        revision,
        format,
        coalesce(published_date, min(published_date) OVER (PARTITION BY report_id, revision)) AS day
    FROM document
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
            ORDER BY CASE WHEN by_day THEN day END DESC NULLS LAST, revision DESC, day DESC NULLS LAST
        ) AS age
    FROM comparable
),
with_facts AS (
    SELECT DISTINCT doc_id FROM fact SEMI JOIN dated USING (doc_id)
),
placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY report_id, age
            ORDER BY doc_id IN (FROM with_facts) DESC, list_position(['docx', 'pdf', 'text'], format) NULLS LAST, doc_id
        ) AS place
    FROM edition
),
settled AS (
    SELECT
        p.doc_id,
        p.age = 1 AND p.place = 1 AS is_current,
        earlier.doc_id AS supersedes,
        CASE WHEN p.place > 1 THEN leading_file.doc_id END AS same_as
    FROM placed p
    JOIN placed leading_file ON leading_file.report_id = p.report_id AND leading_file.age = p.age AND leading_file.place = 1
    LEFT JOIN placed earlier ON earlier.report_id = p.report_id AND earlier.age = p.age + 1 AND earlier.place = 1
)
UPDATE document SET is_current = s.is_current, supersedes = s.supersedes, same_as = s.same_as
FROM settled s
WHERE document.doc_id = s.doc_id;
