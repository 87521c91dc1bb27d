/*
id = "cost_per_head"
zh = "车均、人均费用异常"
en = "An unusual cost per vehicle or per guest"
basis = "合理性：公务用车运行维护费÷保有量、公务接待费÷接待人次"
kind = "plausibility"
severity = "info"
needs = "费用与车辆数、接待人次"
pass = ["T07 fiscal three_public_vehicle_operation final 3.55万元", "text all vehicles_owned final 2辆"]
fail = ["T07 fiscal three_public_vehicle_operation final 43.55万元", "text all vehicles_owned final 1辆"]
*/
-- The figure of the table before that of the text. A cost without a vehicle or guest is unusual, too (rented vehicles).
WITH rule AS (
    FROM (VALUES
        ('three_public_vehicle_operation', 'vehicles_owned', 2000, 150000, '辆'),
        ('three_public_reception', 'reception_persons', 5, 2500, '人次')
    ) r (cost, heads, least, most, counter)
),
cost AS (
    SELECT f.doc_id, r.*, arg_min(f, (f.source <> 'table', f.fund <> 'fiscal', f.fact_id)) AS paid
    FROM own_figure f
    JOIN rule r ON r.cost = f.concept
    WHERE f.measure = 'final' AND f.unit = 'CNY'
    GROUP BY ALL
),
head AS (
    SELECT doc_id, concept, max(value) AS number, arg_max(fact_id, value) AS fact_id
    FROM own_figure
    WHERE measure = 'final' AND concept IN ('vehicles_owned', 'reception_persons')
    GROUP BY ALL
),
paid_for AS (
    SELECT c.*, h.number, h.fact_id AS head_id, c.paid.value AS amount, c.paid.value / nullif(h.number, 0) AS each
    FROM cost c
    JOIN head h ON h.doc_id = c.doc_id AND h.concept = c.heads
)
SELECT
    doc_id,
    cost AS scope,
    CASE WHEN number = 0 AND amount > 0 OR number > 0 AND amount > 0 AND each NOT BETWEEN least AND most THEN 'fail' ELSE 'pass' END AS outcome,
    each::DECIMAL(24, 6) AS actual,
    CASE WHEN outcome = 'fail' THEN [paid.fact_id, head_id] ELSE [] END AS evidence,
    paid.page AS page,
    format('{}{}÷{}{}{}', c.concept_name, in_yuan(amount), plain(number), counter,
        CASE WHEN number = 0 THEN '：有费用而数量为0' ELSE format('＝每{}{}', counter, in_yuan(each)) END) AS message_zh,
    format('{} {} / {}{}', c.concept_name_en, in_yuan_en(amount), plain(number),
        CASE WHEN number = 0 THEN ': a cost without a count' ELSE ' = ' || in_yuan_en(each) || ' each' END) AS message_en
FROM paid_for b
JOIN v_concept c ON c.concept = b.cost
