/*
id = "text_share"
zh = "正文：占比＝部分÷所占的总数"
en = "Text: share = part / the total that it is a share of"
basis = "算术：占比以正文所说的总数为分母（收入决算以本年收入合计，支出决算以本年支出合计，“三公”经费以合计，采购以采购总额）"
kind = "text"
severity = "error"
needs = "占比、它的部分和所占的总数"
pass = [
    "text all expenditure final 680.77万元",
    "text all expenditure_basic final 532.41万元",
    "text all expenditure_basic share 78.21% base=expenditure",
]
fail = [
    "text all expenditure final 680.77万元",
    "text all expenditure_basic final 532.41万元",
    "text all expenditure_basic share 87.21% base=expenditure",
]
*/
-- The part is the figure of the same thing nearest before the share. The total is the one that the words name: of the same
-- section and fund first. A share that fits another total of that name (all funds, fiscal) or its grand total is fine, too:
-- which of them the words mean is not always said. A share of a total of 0 is undefined.
WITH share AS (
    SELECT
        *,
        CASE
            WHEN base IS NOT NULL THEN base
            WHEN concept IN ('three_public_abroad', 'three_public_vehicle', 'three_public_reception') THEN 'three_public_total'
            WHEN concept = 'expenditure' AND code <> '' THEN 'expenditure'
        END AS named
    FROM stated
    WHERE measure = 'share' AND unit = 'percent'
),
amount AS (
    FROM stated WHERE is_current AND unit <> 'percent'
),
parted AS (
    SELECT s.*, p.it AS numerator, p.measure AS of_measure
    FROM share s
    ASOF JOIN amount p
        ON p.doc_id = s.doc_id AND p.section_id = s.section_id AND p.thing = s.thing AND s.char_start > p.char_start
    UNION ALL BY NAME
    SELECT s.*, t.it AS numerator, t.measure AS of_measure
    FROM share s
    JOIN told_of t ON t.doc_id = s.doc_id AND t.org_id = s.org_id AND t.part = s.part AND t.thing = s.thing
        AND t.is_main AND t.one_value
    WHERE NOT EXISTS (
        FROM amount p WHERE p.doc_id = s.doc_id AND p.section_id = s.section_id AND p.thing = s.thing AND s.char_start > p.char_start
    )
),
total_of AS (
    FROM (VALUES
        ('income_current_year', 'income_current_year', ''), ('income_current_year', 'income_total', ''),
        ('income_total', 'income_total', ''), ('income_total', 'income_current_year', ''),
        ('expenditure', 'expenditure', ''), ('expenditure', 'expenditure_total', ''),
        ('expenditure_total', 'expenditure_total', ''), ('expenditure_total', 'expenditure', ''),
        ('general_public', 'expenditure', 'general_public'),
        ('expenditure_basic', 'expenditure_basic', ''), ('expenditure_project', 'expenditure_project', ''),
        ('three_public_total', 'three_public_total', ''), ('procurement_total', 'procurement_total', ''),
        ('procurement_sme', 'procurement_sme', ''),
        ('assets_total', 'assets_total', ''),
        ('budget', 'expenditure', ''), ('budget', 'expenditure_total', '')
    ) names (named, concept, fund)
),
candidate AS (
    SELECT
        s.fact_id, t.it,
        row_number() OVER (
            PARTITION BY s.fact_id
            ORDER BY
                t.section_id = s.section_id DESC,
                -- what 基本支出 and 项目支出 are parts of is 本年支出
                t.concept = CASE WHEN s.concept IN ('expenditure_basic', 'expenditure_project') AND s.named = 'expenditure_total'
                    THEN 'expenditure' ELSE s.named END DESC, t.fund = s.fund DESC, t.fund = 'all' DESC,
                t.char_start < s.char_start DESC, abs(t.char_start - s.char_start), t.fact_id
        ) AS place,
        is_ratio(s.it, s.numerator, t.it, 0) AS fits,
        is_ratio(s.it, s.numerator, t.it, s.step) AS nearly,
        t.it.value
    FROM parted s
    JOIN total_of n ON n.named = s.named
    JOIN amount t
        ON t.doc_id = s.doc_id AND t.org_id = s.org_id AND t.part = s.part AND t.measure = s.of_measure
        AND t.concept = n.concept AND t.code = '' AND t.subject = '' AND (n.fund = '' OR t.fund = n.fund)
        AND t.thing <> s.thing
        AND (t.fund = s.fund OR t.fund IN ('all', 'fiscal', 'general_public'))
        AND t.unit = s.numerator.unit
),
bound AS (
    SELECT
        s.*,
        c.total, c.fits, c.nearly, c.total_fits,
        sum(s.value) OVER list = 100 AS sums_to_100,
        count(*) FILTER (NOT c.fits) OVER list AS misfits
    FROM parted s
    LEFT JOIN (
        SELECT
            fact_id,
            arg_min(it, place) AS total,
            arg_min(it, place) FILTER (fits) AS total_fits,
            bool_or(fits) AS fits,
            bool_or(nearly) AS nearly
        FROM candidate
        WHERE value <> 0
        GROUP BY ALL
    ) c USING (fact_id)
    WINDOW list AS (PARTITION BY s.doc_id, s.section_id, s.named)
)
SELECT
    doc_id,
    fact_id AS scope,
    CASE
        WHEN total IS NULL THEN CASE WHEN numerator.value = 0 AND value = 0 THEN 'pass' ELSE 'not_applicable' END
        WHEN fits THEN 'pass'
        WHEN nearly THEN 'near'
        ELSE 'fail'
    END AS outcome,
    CASE WHEN outcome = 'not_applicable' THEN '所占的总数没有印出，或为0' END AS missing,
    value AS actual,
    ratio(numerator, total) AS expected,
    list_filter([fact_id, numerator.fact_id, coalesce(total_fits.fact_id, total.fact_id)], lambda x: x IS NOT NULL) AS evidence,
    list_filter([
        ratio(numerator, total),
        CASE WHEN numerator.fact_id IS NOT NULL THEN (value * total.value / 100)::DECIMAL(24, 6) END,
        CASE WHEN total.fact_id IS NOT NULL THEN (100 * numerator.value::DOUBLE / nullif(value, 0)::DOUBLE)::DECIMAL(24, 6) END
    ], lambda x: x IS NOT NULL) AS implied,
    CASE WHEN sums_to_100 AND misfits = 1 THEN fact_id END AS suspect,
    CASE WHEN outcome IN ('near', 'fail') AND sums_to_100 AND misfits = 1 THEN 'forced_sum' END AS slip,
    page,
    format(
        '占{}%：{}÷{}＝{}%{}', plain(value), size_in(numerator.value, numerator.factor), size_in(total.value, numerator.factor),
        plain(expected), CASE WHEN slip = 'forced_sum' THEN '（为使各占比之和等于100%）' ELSE '' END
    ) AS message_zh,
    format(
        'share {}%: {} / {} = {}%{}', plain(value), size_in(numerator.value, numerator.factor),
        size_in(total.value, numerator.factor), plain(expected),
        CASE WHEN slip = 'forced_sum' THEN ' (so that the shares sum to 100%)' ELSE '' END
    ) AS message_en
FROM bound
