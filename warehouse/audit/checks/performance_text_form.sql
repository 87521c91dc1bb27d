/*
id = "performance_text_form"
zh = "项目绩效综述的预算数、执行数与自评表一致"
en = "Performance: budget and execution in the text are those of the project's form"
basis = "同一项目的全年预算数和执行数，综述与自评表应当一致"
kind = "text"
severity = "warning"
needs = "同名项目的综述和自评表"
pass = [
    "text all expenditure_project adjusted_budget 512.00万元 item=医用光学仪器",
    "project 医用光学仪器 budget=512.00万元 executed=512.00万元",
]
fail = [
    "text all expenditure_project adjusted_budget 512.00万元 item=医用光学仪器",
    "project 医用光学仪器 budget=7614.74万元 executed=7614.74万元",
]
*/
-- The form whose name is the item's or its end (the text may put the unit before it); names that meet several are left out.
WITH item AS (
    SELECT
        doc_id, org_id, part, subject, measure, any_value(it) AS it, count(*) AS count, max(page) AS page,
        regexp_replace(subject, '(专项)?(经费|资金)?项目$', '') AS name
    FROM stated
    WHERE concept = 'expenditure_project' AND subject <> '' AND measure IN ('adjusted_budget', 'final') AND NOT is_budget
    GROUP BY ALL
),
form AS (
    SELECT *, regexp_replace(name, '(专项)?(经费|资金)?项目$', '') AS plain_name FROM project WHERE namesakes = 1
),
met AS (
    SELECT
        i.*, f.project_id, f.name AS form_name, f.page AS form_page,
        CASE i.measure WHEN 'final' THEN f.executed_amount ELSE f.budget_amount END AS amount
    FROM item i
    JOIN form f ON f.doc_id = i.doc_id AND ends_with(i.name, f.plain_name) AND length(f.plain_name) >= 4
    WHERE i.count = 1
    QUALIFY length(f.plain_name) = max(length(f.plain_name)) OVER (PARTITION BY i.doc_id, i.subject, i.measure)
        AND count(*) OVER (PARTITION BY i.doc_id, i.subject, i.measure) = 1
        AND count(*) OVER (PARTITION BY i.doc_id, f.project_id, i.measure) = 1
)
SELECT
    doc_id,
    project_id AS scope,
    CASE max(off) WHEN 2 THEN 'fail' WHEN 1 THEN 'near' ELSE 'pass' END AS outcome,
    arg_max(it.value, (off, measure)) AS actual,
    arg_max(amount, (off, measure)) AS expected,
    list(it.fact_id ORDER BY measure) AS evidence,
    any_value(page) AS page,
    format('{}：{}', any_value(form_name), string_agg(
        format('{}综述{}、自评表{}', CASE measure WHEN 'final' THEN '执行数' ELSE '全年预算数' END, in_yuan(it.value), in_yuan(amount)),
        '；' ORDER BY measure
    ) FILTER (off > 0)) AS message_zh,
    format('{}: {}', any_value(form_name), string_agg(
        format('{} {} in the text, {} in the form', CASE measure WHEN 'final' THEN 'execution' ELSE 'budget' END,
            in_yuan_en(it.value), in_yuan_en(amount)),
        '; ' ORDER BY measure
    ) FILTER (off > 0)) AS message_en
FROM (
    SELECT
        *,
        it.half + as_printed(amount, 10000).half AS slack,
        CASE WHEN abs(it.value - amount) <= slack THEN 0 WHEN abs(it.value - amount) <= slack + it.step THEN 1 ELSE 2 END AS off
    FROM met
    WHERE amount IS NOT NULL
)
GROUP BY doc_id, project_id
