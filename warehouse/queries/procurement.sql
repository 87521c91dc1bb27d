-- 政府采购了多少货物、工程和服务，中小企业得到多少？ | How much was procured in goods, works and services, and how much went to small firms?
-- goods_wan: 货物（万元） | Goods, 10,000 yuan
-- works_wan: 工程（万元） | Works, 10,000 yuan
-- services_wan: 服务（万元） | Services, 10,000 yuan
-- sme_wan: 中小企业（万元） | Small and medium firms, 10,000 yuan
-- sme_pct: 中小企业占比（%） | Share of small and medium firms, percent
-- An amount for small firms that the report divides by kind of award (item) is none of the total.
WITH figure AS (
    SELECT
        org_id,
        any_value(org_name) AS org_name,
        fiscal_year,
        max(value) FILTER (concept = 'procurement_total') AS total,
        max(value) FILTER (concept = 'procurement_goods') AS goods,
        max(value) FILTER (concept = 'procurement_works') AS works,
        max(value) FILTER (concept = 'procurement_services') AS services,
        max(value) FILTER (concept = 'procurement_sme') AS sme
    FROM v_fact_best
    WHERE starts_with(concept, 'procurement_') AND measure = 'final' AND unit = 'CNY' AND function_code IS NULL AND item IS NULL AND base IS NULL
    GROUP BY org_id, fiscal_year
)
SELECT
    org_name,
    fiscal_year,
    wan(total) AS procurement_total_wan,
    wan(goods) AS goods_wan,
    wan(works) AS works_wan,
    wan(services) AS services_wan,
    wan(sme) AS sme_wan,
    percent_of(sme, total) AS sme_pct
FROM figure
ORDER BY total DESC NULLS LAST, org_name, org_id, fiscal_year;
