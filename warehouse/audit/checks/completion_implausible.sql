/*
id = "completion_implausible"
zh = "完成率异常（低于10%或高于300%）"
en = "A completion rate below 10 % or above 300 %"
basis = "合理性：预算编制与执行严重脱节的，应说明原因"
kind = "plausibility"
severity = "info"
needs = "完成预算的百分比"
pass = ["text general_public expenditure completion_rate 97.89%"]
fail = ["text general_public expenditure completion_rate 5657.46%"]
*/
-- One finding for a section, with the farthest rate. A rate of 0 is of nothing spent; it is told elsewhere.
SELECT
    doc_id,
    coalesce(section_id, table_id) AS scope,
    CASE WHEN bool_or(value > 300 OR value > 0 AND value < 10) THEN 'fail' ELSE 'pass' END AS outcome,
    arg_max(value, abs(ln(greatest(value, 0.01) / 100))) AS actual,
    100::DECIMAL(24, 6) AS expected,
    coalesce(list(fact_id ORDER BY fact_id) FILTER (value > 300 OR value > 0 AND value < 10), []) AS evidence,
    min(page) AS page,
    format('完成率异常{}项：{}', count(*) FILTER (value > 300 OR value > 0 AND value < 10),
        string_agg(format('{} {}%', coalesce(function_name, c.concept_name, concept), value_reported), '、' ORDER BY char_start)
            FILTER (value > 300 OR value > 0 AND value < 10)) AS message_zh,
    format('unusual completion: {}', string_agg(format('{} {} {}%', coalesce(c.concept_name_en, concept), code, value_reported), ', ' ORDER BY char_start)
        FILTER (value > 300 OR value > 0 AND value < 10)) AS message_en
FROM figure
LEFT JOIN v_concept c USING (concept)
WHERE measure = 'completion_rate' AND unit = 'percent' AND sure AND part = 'main' AND item IS NULL AND value > 0
GROUP BY doc_id, coalesce(section_id, table_id)
