/*
id = "revised_figures"
zh = "重新公开的报告改动了数字"
en = "A republished report changed figures"
basis = "已公开的决算、预算更正的，应说明更正内容"
kind = "documents"
severity = "info"
needs = "同一报告的前一版"
pass = [
    "--- final_account name=a.docx published=2024-08-01",
    "text all income_total final 8694.05万元",
    "--- final_account name=b.docx published=2024-11-06 revision=1",
    "text all income_total final 8694.05万元",
]
fail = [
    "--- final_account name=a.docx published=2024-08-01",
    "text all income_total final 8649.05万元",
    "--- final_account name=b.docx published=2024-11-06 revision=1",
    "text all income_total final 8694.05万元",
]
*/
-- One finding for a report and its list of changes, from what to what (v_revision). It states and does not judge.
WITH republished AS (
    SELECT doc_id, report_id, supersedes FROM document SEMI JOIN audited USING (doc_id) WHERE is_current AND supersedes IS NOT NULL
),
changed AS (
    SELECT
        r.doc_id, v.kind, v.page_to, v.fact_id_to,
        concat_ws(' ', v.statutory_table, coalesce(v.function_code, v.economic_code), coalesce(v.function_name, v.economic_name),
            coalesce(c.concept_name, v.concept)) AS zh,
        concat_ws(' ', v.statutory_table, coalesce(v.function_code, v.economic_code), coalesce(c.concept_name_en, v.concept)) AS en,
        coalesce(v.value_reported_from, '—') AS old,
        coalesce(v.value_reported_to, '—') AS new,
        row_number() OVER (
            PARTITION BY r.doc_id
            ORDER BY list_position(['changed', 'removed', 'added'], v.kind), coalesce(v.page_to, v.page_from), v.fact_id_to, v.fact_id_from
        ) AS place
    FROM revision((SELECT coalesce(list(report_id), []) FROM republished)) v
    JOIN republished r USING (report_id)
    LEFT JOIN v_concept c USING (concept)
    WHERE v.is_current AND v.kind <> 'restated' AND v.confidence >= 0.9
)
SELECT
    r.doc_id,
    'edition' AS scope,
    CASE WHEN count(x.place) > 0 THEN 'fail' ELSE 'pass' END AS outcome,
    count(x.place)::DECIMAL(24, 6) AS actual,
    0::DECIMAL(24, 6) AS expected,
    coalesce(list(x.fact_id_to ORDER BY x.place) FILTER (x.fact_id_to IS NOT NULL), []) AS evidence,
    min(x.page_to) AS page,
    format('与前一版相比改动{}处：{}{}', count(x.place),
        coalesce(string_agg(format('{} {}→{}', x.zh, x.old, x.new), '；' ORDER BY x.place) FILTER (x.place <= 8), ''),
        CASE WHEN count(x.place) > 8 THEN '；…' ELSE '' END) AS message_zh,
    format('{} figures differ from the edition before: {}{}', count(x.place),
        coalesce(string_agg(format('{} {} -> {}', x.en, x.old, x.new), '; ' ORDER BY x.place) FILTER (x.place <= 8), ''),
        CASE WHEN count(x.place) > 8 THEN '; ...' ELSE '' END) AS message_en
FROM republished r
LEFT JOIN changed x USING (doc_id)
GROUP BY r.doc_id
