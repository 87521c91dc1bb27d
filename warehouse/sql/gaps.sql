-- The wordings after which numbers of the current files' texts stayed unbound, the most frequent first: what stands
-- between the last punctuation and the number. Numbers without a unit are left out. $most rows; an example for each.
WITH unbound AS (
    SELECT
        m.reason,
        m.unit,
        m.candidates,
        m.doc_id,
        regexp_extract(
            regexp_replace(substr(s.text, greatest(1, m.char_start - 23), least(24, m.char_start)), '[\s“”"]', '', 'g'),
            '[^，。；：、（）(),;:0-9.%]*$'
        ) AS wording,
        regexp_replace(
            substr(s.text, greatest(1, m.char_start - 39), least(40, m.char_start) + m.char_end - m.char_start + 16),
            '\s+', ' ', 'g'
        ) AS example,
        concat_ws(' ', d.path, m.section_id) AS place
    FROM quantity_mention AS m
    JOIN section AS s USING (doc_id, section_id)
    JOIN document AS d USING (doc_id)
    WHERE m.reason IN ('no_concept', 'ambiguous') AND m.unit IS NOT NULL AND d.is_current
)

SELECT
    wording,
    reason,
    unit,
    count(*) AS numbers,
    count(DISTINCT doc_id) AS documents,
    min(candidates) AS candidates,
    min_by(example, length(example)) AS example,
    min_by(place, length(example)) AS place
FROM unbound
WHERE wording <> ''
GROUP BY wording, reason, unit
ORDER BY documents DESC, numbers DESC, wording, reason, unit
LIMIT $most;
