/*
id = "outlier_among_peers"
zh = "与同类单位相比明显异常"
en = "Far from its peers"
basis = "合理性：同年、同级、同类单位的费用占支出比重（中位数与绝对中位差，至少8个单位）"
kind = "plausibility"
severity = "info"
needs = "8个以上同年、同级、同类单位的报告"
pass = [
    "--- final_account year=2018 org=云溪县甲局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 8万元",
    "--- final_account year=2018 org=云溪县乙局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 9万元",
    "--- final_account year=2018 org=云溪县丙局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 10万元",
    "--- final_account year=2018 org=云溪县丁局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 8万元",
    "--- final_account year=2018 org=云溪县戊局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 9万元",
    "--- final_account year=2018 org=云溪县己局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 10万元",
    "--- final_account year=2018 org=云溪县庚局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 8万元",
    "--- final_account year=2018 org=云溪县辛局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 9万元",
    "--- final_account year=2018 org=云溪县壬局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 9万元",
]
fail = [
    "--- final_account year=2017 org=云溪县甲局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 8万元",
    "--- final_account year=2017 org=云溪县乙局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 9万元",
    "--- final_account year=2017 org=云溪县丙局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 10万元",
    "--- final_account year=2017 org=云溪县丁局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 8万元",
    "--- final_account year=2017 org=云溪县戊局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 9万元",
    "--- final_account year=2017 org=云溪县己局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 10万元",
    "--- final_account year=2017 org=云溪县庚局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 8万元",
    "--- final_account year=2017 org=云溪县辛局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 9万元",
    "--- final_account year=2017 org=云溪县壬局",
    "T03 all expenditure final 100万元",
    "text general_public agency_operating_expenditure final 0.05万元",
]
*/
-- What a cost is of the report's own expenditure, so that size does not count; compared in logarithms with the current reports
-- of the same year, kind of report, level and kind of organisation. An outlier is more than 5 robust deviations and tenfold away.
WITH amount AS (
    SELECT f.doc_id, f.concept, arg_min(f, (f.source <> 'table', f.statutory_table, f.fact_id)) AS stated
    FROM own_figure f
    WHERE f.code = '' AND f.unit = 'CNY' AND f.is_current AND f.measure IN ('final', 'initial_budget')
        AND f.fiscal_year = f.report_year AND f.value > 0
        AND (f.concept IN ('three_public_total', 'agency_operating_expenditure', 'personnel_expenditure', 'procurement_total')
            OR f.concept = 'expenditure' AND f.fund = 'all')
    GROUP BY ALL
),
ratio AS (
    SELECT
        a.doc_id, a.concept, a.stated, w.stated AS whole,
        ln(a.stated.value::DOUBLE / w.stated.value::DOUBLE) AS size,
        md5(concat_ws('|', a.concept, d.doc_kind, d.fiscal_year, coalesce(o.level, ''), coalesce(o.kind, ''))) AS peers
    FROM amount a
    JOIN amount w ON w.doc_id = a.doc_id AND w.concept = 'expenditure'
    JOIN document d ON d.doc_id = a.doc_id
    JOIN organization o ON o.org_id = d.org_id
    WHERE a.concept <> 'expenditure'
),
spread AS (
    SELECT peers, count(*) AS reports, median(size) AS middle, greatest(1.4826 * mad(size), 0.1) AS deviation
    FROM ratio
    GROUP BY peers
    HAVING count(*) >= 8
)
SELECT
    r.doc_id,
    r.concept AS scope,
    CASE WHEN abs(size - middle) > 5 * deviation AND abs(size - middle) > ln(10) THEN 'fail' ELSE 'pass' END AS outcome,
    (100 * exp(size))::DECIMAL(24, 6) AS actual,
    (100 * exp(middle))::DECIMAL(24, 6) AS expected,
    CASE WHEN outcome = 'fail' THEN [r.stated.fact_id, r.whole.fact_id] ELSE [] END AS evidence,
    r.stated.page AS page,
    format('{}占支出的{}%，{}个同类单位的中位数为{}%', c.concept_name, plain(100 * exp(size)), s.reports, plain(100 * exp(middle))) AS message_zh,
    format('{} is {}% of expenditure; the median of {} peers is {}%', c.concept_name_en, plain(100 * exp(size)), s.reports,
        plain(100 * exp(middle))) AS message_en
FROM ratio r
JOIN spread s USING (peers)
JOIN v_concept c ON c.concept = r.concept
