/*
id = "text_score_rating"
zh = "正文：绩效评价等级与得分相符"
en = "Text: the rating of a performance evaluation fits its score"
basis = "项目支出绩效评价管理办法（财预〔2020〕10号）：90分以上为优，80至90分为良，60至80分为中，60分以下为差"
kind = "text"
severity = "warning"
needs = "得分和紧接着的等级"
pass = ["section s1 评价结论 :: 评价得分86.73分，评级结果为“良”。", "text all evaluation_score final 86.73分"]
fail = ["section s1 评价结论 :: 自评成绩为100分，自评等级为良好。", "text all evaluation_score final 100分"]
*/
WITH rated AS (
    SELECT
        s.*,
        regexp_extract(
            substr(t.text, s.char_end + 1, 30),
            '^[”"’]?\s*分?[，,；;。、\s（(]*(?:自评|综合|评价|绩效)*(?:等级|评级|级别)(?:结果)?[为是：:\s]*[“"‘]?(优|良|中|差)(?:秀|好|等)?[”"’]?(?:[，,；;。、）)\s]|$)',
            1
        ) AS rating
    FROM stated s
    JOIN section t USING (doc_id, section_id)
    WHERE s.concept = 'evaluation_score' AND s.value BETWEEN 0 AND 100
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE WHEN rating = due THEN 'pass' ELSE 'fail' END AS outcome,
    NULL AS missing,
    value AS actual,
    NULL AS expected,
    [fact_id] AS evidence,
    fact_id AS suspect,
    page,
    format('得分{}分，等级应为“{}”，印为“{}”', plain(value), due, rating) AS message_zh,
    format('a score of {} rates as {}, printed {}', plain(value), due, rating) AS message_en
FROM (
    SELECT *, CASE WHEN value >= 90 THEN '优' WHEN value >= 80 THEN '良' WHEN value >= 60 THEN '中' ELSE '差' END AS due
    FROM rated
    WHERE rating <> ''
)
