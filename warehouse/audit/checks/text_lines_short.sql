/*
id = "text_lines_short"
zh = "正文：逐项列示的支出不少于支出合计"
en = "Text: the lines listed by function do not fall short of the expenditure"
basis = "一般公共预算财政拨款支出具体情况：每个项级科目各有一段，各段之和＝支出合计"
kind = "text"
severity = "warning"
needs = "支出合计和逐项列示的支出"
pass = [
    "text general_public expenditure final 100.00万元",
    "text general_public expenditure#2010101 final 60.00万元",
    "text general_public expenditure#2080505 final 30.00万元",
    "text general_public expenditure#2101101 final 10.00万元",
]
fail = [
    "text general_public expenditure final 100.00万元",
    "text general_public expenditure#2010101 final 60.00万元",
    "text general_public expenditure#2080505 final 3.00万元",
    "text general_public expenditure#2101101 final 10.00万元",
]
*/
-- A list that prints less than its total may name only the main lines: a warning. Where a number of the section that is no
-- fact is just what is missing, or stands behind a name that was not resolved, a line was not read, and nothing is said.
WITH lines AS (
    SELECT
        *,
        concat_ws('/', org_id, part, section_id, concept, measure, fund, of_code) AS scope,
        whole.value - total AS gap,
        greatest(whole.step, part_step) AS step
    FROM listed
    WHERE relation IN ('items', 'classes') AND of_code <> 'economic' AND count > 2 AND one_value AND one_unit AND NOT closed
)
SELECT
    doc_id,
    scope,
    CASE WHEN gap > slack + step AND unread THEN 'not_applicable' ELSE by_excess(gap - slack, step) END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '有一项没有读出' END AS missing,
    whole.value AS actual,
    total AS expected,
    list_prepend(whole.fact_id, list_transform(parts, lambda p: p.fact_id)) AS evidence,
    list_prepend(total, list_transform(parts, lambda p: (p.value + gap)::DECIMAL(24, 6))) AS implied,
    whole.page AS page,
    format('支出合计{}；列出的{}项之和{}，少{}', in_yuan(whole.value), count, in_yuan(total), in_yuan(gap)) AS message_zh,
    format('expenditure {}; the {} lines listed sum to {}, {} less', in_yuan_en(whole.value), count, in_yuan_en(total),
        in_yuan_en(gap)) AS message_en
FROM (
    SELECT
        *,
        EXISTS (
            FROM quantity_mention q
            WHERE q.doc_id = l.doc_id AND q.fact_id IS NULL AND (l.section_id = '' OR q.section_id = l.section_id)
                AND (abs(q.value - l.gap) <= l.slack OR (q.reason = 'ambiguous' AND q.unit = 'CNY' AND q.subject IS NOT NULL))
        ) AS unread
    FROM lines l
)
