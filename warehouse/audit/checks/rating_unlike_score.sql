/*
id = "rating_unlike_score"
zh = "评价等级与得分不符"
en = "A rating that does not fit its score"
basis = "预算绩效评价一般分级：90分以上为优，80—90分为良，60—80分为中，60分以下为差"
kind = "words"
severity = "warning"
needs = "得分与等级"
pass = ["section s1 绩效自评情况 :: 自评得分92.4分，评价等级为“优”。", "section s2 评价结论 :: 综合得分83.06分，综合评价等级为“良”。"]
fail = ["section s1 评价结论 :: 项目支出绩效自评成绩为100分，自评等级为良好。"]
*/
-- Thresholds vary between places: only a rating outside every usual scheme fails (优 below 80, 良 below 70 or from 97,
-- 中 or 合格 below 55 or from 92, 差 or 不合格 from 75). A score out of another total than 100 is not read as one.
WITH rated AS (
    SELECT
        doc_id, section_id, title, text, page,
        unnest(regexp_extract_all(text, '[\d.]+\s*分[）)]?[^。；\n\d]{0,24}?(?:等级|等次|评级|级别|结论|结果)(?:评定|确定)?[为是：:]*\s*[“"‘]?(?:优秀?|良好?|中等?|合格|一般|较?差|不合格)')) AS quotation,
        regexp_extract(quotation, '^[\d.]+') AS score,
        regexp_extract(quotation, '(?:优秀?|良好?|中等?|合格|一般|较?差|不合格)$') AS rating
    FROM section
    SEMI JOIN audited USING (doc_id)
    WHERE regexp_matches(text, '分[^。；\n]{0,30}(?:优|良|中|合格|一般|差)')
    UNION ALL
    SELECT doc_id, section_id, name, '', page, format('{}分，{}', plain(total_score), grade), total_score::VARCHAR, grade
    FROM performance_project
    SEMI JOIN audited USING (doc_id)
    WHERE total_score IS NOT NULL AND grade IS NOT NULL AND confidence >= 0.9
),
judged AS (
    SELECT *, try_cast(score AS DECIMAL(24, 6)) AS points FROM rated
)
SELECT
    doc_id,
    CASE WHEN text = '' THEN concat_ws('/', section_id, title) ELSE spot_of(section_id, text, quotation) END AS scope,
    CASE WHEN bool_or(CASE
        WHEN points > 100 THEN FALSE
        WHEN rating IN ('优', '优秀') THEN points < 80
        WHEN rating IN ('良', '良好') THEN points < 70 OR points >= 97
        WHEN rating IN ('中', '中等', '合格', '一般') THEN points < 55 OR points >= 92
        WHEN rating IN ('差', '较差', '不合格') THEN points >= 75
    END) THEN 'fail' ELSE 'pass' END AS outcome,
    min(points) AS actual,
    min(page) AS page,
    format('{}：“{}”，得分与等级不符', title, any_value(quotation)) AS message_zh,
    format('"{}": the rating does not fit the score', any_value(quotation)) AS message_en
FROM judged
WHERE points IS NOT NULL
GROUP BY doc_id, section_id, title, text, quotation
