-- Totals of the running text with their parts (`whole`). A part may have two readings (`rank`): the first that the section
-- prints counts. A list is `closed` when nothing else can belong to it: all parts that it needs are there, or their shares sum
-- to 100, or its sentence holds no other number. The parts of an open list can only exceed their total. Temporary, for one
-- audit.
CREATE OR REPLACE TEMP TABLE part_of AS
FROM (VALUES
    -- relation, whole, its fund ('' any), part, its fund ('' that of the whole), slot, rank, needed for a closed list
    ('income', 'income_current_year', 'all', 'fiscal_appropriation', 'fiscal', 'fiscal', 1, FALSE),
    ('income', 'income_current_year', 'all', 'fiscal_appropriation', 'general_public', 'fiscal', 2, FALSE),
    ('income', 'income_current_year', 'all', 'fiscal_appropriation', 'gov_fund', 'fiscal', 2, FALSE),
    ('income', 'income_current_year', 'all', 'fiscal_appropriation', 'state_capital', 'fiscal', 2, FALSE),
    ('income', 'income_current_year', 'all', 'fiscal_appropriation', 'fiscal_account', 'fiscal_account', 1, FALSE),
    ('income', 'income_current_year', 'all', 'superior_subsidy_income', 'all', 'superior', 1, FALSE),
    ('income', 'income_current_year', 'all', 'business_income', 'all', 'business', 1, FALSE),
    ('income', 'income_current_year', 'all', 'operating_income', 'all', 'operating', 1, FALSE),
    ('income', 'income_current_year', 'all', 'affiliated_remittance_income', 'all', 'affiliated', 1, FALSE),
    ('income', 'income_current_year', 'all', 'other_income', 'all', 'other', 1, FALSE),
    ('funds', 'fiscal_appropriation', 'fiscal', 'fiscal_appropriation', 'general_public', 'general_public', 1, FALSE),
    ('funds', 'fiscal_appropriation', 'fiscal', 'fiscal_appropriation', 'gov_fund', 'gov_fund', 1, FALSE),
    ('funds', 'fiscal_appropriation', 'fiscal', 'fiscal_appropriation', 'state_capital', 'state_capital', 1, FALSE),
    ('funds', 'expenditure', 'fiscal', 'expenditure', 'general_public', 'general_public', 1, FALSE),
    ('funds', 'expenditure', 'fiscal', 'expenditure', 'gov_fund', 'gov_fund', 1, FALSE),
    ('funds', 'expenditure', 'fiscal', 'expenditure', 'state_capital', 'state_capital', 1, FALSE),
    ('balance', 'income_total', '', 'income_current_year', '', 'year', 1, FALSE),
    ('balance', 'income_total', '', 'opening_carryover', '', 'carryover', 1, FALSE),
    ('balance', 'income_total', '', 'nonfiscal_surplus_used', '', 'surplus', 1, FALSE),
    ('balance', 'expenditure_total', '', 'expenditure', '', 'year', 1, FALSE),
    ('balance', 'expenditure_total', '', 'closing_carryover', '', 'carryover', 1, FALSE),
    ('balance', 'expenditure_total', '', 'surplus_distribution', '', 'surplus', 1, FALSE),
    ('expenditure', 'expenditure', '', 'expenditure_basic', '', 'basic', 1, FALSE),
    ('expenditure', 'expenditure', '', 'expenditure_project', '', 'project', 1, FALSE),
    ('expenditure', 'expenditure', '', 'expenditure_operating', '', 'operating', 1, FALSE),
    ('expenditure', 'expenditure', '', 'expenditure_remitted_to_superior', '', 'remitted', 1, FALSE),
    ('expenditure', 'expenditure', '', 'expenditure_subsidy_to_affiliated', '', 'subsidy', 1, FALSE),
    ('basic', 'expenditure_basic', '', 'personnel_expenditure', '', 'personnel', 1, TRUE),
    ('basic', 'expenditure_basic', '', 'public_expenditure', '', 'public', 1, TRUE),
    ('three_public', 'three_public_total', '', 'three_public_abroad', '', 'abroad', 1, TRUE),
    ('three_public', 'three_public_total', '', 'three_public_reception', '', 'reception', 1, TRUE),
    ('three_public', 'three_public_total', '', 'three_public_vehicle', '', 'vehicle', 1, TRUE),
    ('three_public', 'three_public_total', '', 'three_public_vehicle_purchase', '', 'vehicle', 2, TRUE),
    ('three_public', 'three_public_total', '', 'three_public_vehicle_operation', '', 'vehicle', 2, TRUE),
    ('three_public', 'three_public_vehicle', '', 'three_public_vehicle_purchase', '', 'purchase', 1, TRUE),
    ('three_public', 'three_public_vehicle', '', 'three_public_vehicle_operation', '', 'operation', 1, TRUE),
    ('procurement', 'procurement_total', '', 'procurement_goods', '', 'goods', 1, TRUE),
    ('procurement', 'procurement_total', '', 'procurement_works', '', 'works', 1, TRUE),
    ('procurement', 'procurement_total', '', 'procurement_services', '', 'services', 1, TRUE),
    ('procurement_sme', 'procurement_total', '', 'procurement_sme', '', 'sme', 1, FALSE),
    ('procurement_sme', 'procurement_sme', '', 'procurement_micro', '', 'micro', 1, FALSE),
    ('assets', 'assets_total', '', 'assets_current', '', 'current', 1, FALSE),
    ('assets', 'assets_total', '', 'assets_fixed', '', 'fixed', 1, FALSE)
) relation (relation, whole, whole_fund, part, part_fund, slot, rank, needed);

CREATE OR REPLACE TEMP TABLE listed AS
WITH here AS (  -- what a section says of one thing
    SELECT
        doc_id, org_id, part, section_id, thing, measure,
        any_value(concept) AS concept, any_value(fund) AS fund, any_value(code) AS code, any_value(subject) AS subject,
        any_value(economic_code) AS economic_code, any_value(function_code) AS function_code,
        arg_min(it, half) AS it,
        max(value - half) <= min(value + half) AS one_value
    FROM stated
    WHERE is_current
    GROUP BY ALL
),
told AS (  -- numbered: as keys, numbers are far cheaper than what they stand for
    SELECT row_number() OVER () AS number, *
    FROM (FROM here UNION ALL BY NAME SELECT *, '' AS section_id FROM told_of)
),
in_section AS (
    FROM told WHERE section_id <> ''
),
anywhere AS (
    FROM told WHERE section_id = ''
),
total AS (
    FROM in_section WHERE code = '' AND subject = ''
),
leaf AS (  -- the lines of a list of expenditure that no other line of it details
    FROM (
        SELECT
            *,
            CASE WHEN economic_code IS NULL THEN 'function' ELSE 'economic' END AS of_code,
            max(length(code)) OVER listed AS longest,
            lead(code) OVER (listed ORDER BY code) AS next_code
        FROM in_section
        WHERE concept IN ('expenditure', 'expenditure_basic') AND code <> '' AND subject = ''
            AND (function_code IS NULL OR economic_code IS NULL) AND (economic_code IS NULL OR starts_with(economic_code, '3'))
        WINDOW listed AS (PARTITION BY doc_id, org_id, part, section_id, concept, measure, fund, economic_code IS NULL)
    )
    WHERE next_code IS NULL OR NOT starts_with(next_code, code)
),
met AS (
    SELECT
        r.relation, w.number, '' AS of_code,
        r.slot, r.rank, r.needed, p.number AS part, w.one_value AND p.one_value AS one_value
    FROM total w
    JOIN part_of r ON r.whole = w.concept AND (r.whole_fund = '' OR r.whole_fund = w.fund)
    JOIN total p
        ON p.doc_id = w.doc_id AND p.org_id = w.org_id AND p.part = w.part AND p.section_id = w.section_id
        AND p.measure = w.measure AND p.concept = r.part
        AND p.fund = CASE WHEN r.part_fund = '' THEN w.fund ELSE r.part_fund END
    UNION ALL BY NAME  -- kinds of vehicles and of staff, ratings of projects
    SELECT
        CASE w.concept WHEN 'performance_projects' THEN 'ratings' WHEN 'vehicles_total' THEN 'vehicles'
            WHEN 'vehicles_owned' THEN 'vehicles' ELSE 'staff' END AS relation,
        w.number, '' AS of_code,
        p.subject AS slot, 1 AS rank, FALSE AS needed, p.number AS part, w.one_value AND p.one_value AS one_value
    FROM in_section w
    JOIN in_section p
        ON p.doc_id = w.doc_id AND p.org_id = w.org_id AND p.part = w.part AND p.section_id = w.section_id
        AND p.measure = w.measure
        AND p.concept = CASE w.concept WHEN 'vehicles_total' THEN 'vehicles' ELSE w.concept END
        AND CASE WHEN w.concept = 'performance_projects'
            THEN w.subject <> '' AND p.subject IN (w.subject || '-优', w.subject || '-良', w.subject || '-中', w.subject || '-差', w.subject || '-合格', w.subject || '-不合格')
            ELSE w.subject = '' AND p.subject <> '' END
    WHERE w.concept IN ('vehicles_total', 'vehicles_owned', 'staff_quota', 'staff_actual', 'staff_retired', 'performance_projects')
        AND w.code = ''
    UNION ALL BY NAME  -- lines of a list of expenditure
    SELECT
        CASE WHEN p.longest = 3 THEN 'classes' ELSE 'items' END AS relation,
        w.number, p.of_code,
        p.code AS slot, 1 AS rank, FALSE AS needed, p.number AS part, w.one_value AND p.one_value AS one_value
    FROM total w
    JOIN leaf p USING (doc_id, org_id, part, section_id, measure, concept, fund)
    UNION ALL BY NAME  -- the items of a class, wherever the report tells them
    SELECT
        'class_items' AS relation,
        w.number, w.code AS of_code,
        p.code AS slot, 1 AS rank, FALSE AS needed, p.number AS part, w.one_value AND p.one_value AS one_value
    FROM anywhere w
    JOIN anywhere p
        ON p.doc_id = w.doc_id AND p.org_id = w.org_id AND p.part = w.part AND p.measure = w.measure AND p.concept = w.concept
        AND p.fund = w.fund AND length(p.code) = 7 AND left(p.code, 3) = w.code AND p.subject = ''
    WHERE w.concept = 'expenditure' AND length(w.code) = 3 AND w.subject = ''
    UNION ALL BY NAME  -- items listed in other sections than their total
    SELECT
        'items' AS relation,
        w.number, '' AS of_code,
        p.code AS slot, 1 AS rank, FALSE AS needed, p.number AS part, w.one_value AND p.one_value AS one_value
    FROM anywhere w
    JOIN anywhere p
        ON p.doc_id = w.doc_id AND p.org_id = w.org_id AND p.part = w.part AND p.measure = w.measure AND p.concept = w.concept
        AND p.fund = w.fund AND length(p.code) = 7 AND p.subject = ''
    WHERE w.concept = 'expenditure' AND w.code = '' AND w.subject = ''
    UNION ALL BY NAME  -- lists whose total and parts stand in different sections
    SELECT
        r.relation, w.number, '' AS of_code,
        r.slot, r.rank, r.needed, p.number AS part, w.one_value AND p.one_value AS one_value
    FROM anywhere w
    JOIN part_of r ON r.whole = w.concept AND r.needed
    JOIN anywhere p
        ON p.doc_id = w.doc_id AND p.org_id = w.org_id AND p.part = w.part AND p.measure = w.measure AND p.concept = r.part
        AND p.fund = w.fund AND p.code = '' AND p.subject = ''
    WHERE w.code = '' AND w.subject = ''
),
chosen AS (
    SELECT *, count(*) OVER (PARTITION BY number, relation, of_code, slot, rank) AS readings
    FROM met
    QUALIFY rank = min(rank) OVER (PARTITION BY number, relation, of_code, slot)
),
summed AS (
    SELECT
        c.number, c.relation, c.of_code,
        list_sort(list(struct_pack(place := p.it.char_start, thing := p.thing, fact_id := p.it.fact_id, value := p.it.value)))
            AS parts,
        sum(p.it.value)::DECIMAL(24, 6) AS total,
        sum(p.it.half) AS half,
        max(p.it.step) AS part_step,
        max(p.it.char_end) AS last_at,
        min(p.it.char_start) AS first_at,
        count(DISTINCT c.slot) FILTER (c.needed AND (c.rank = 1 OR c.readings = 2)) AS needed_met,
        count(*) AS count,
        bool_and(c.one_value) AS one_value,
        min(p.it.unit) AS part_unit,
        max(p.it.unit) AS other_unit
    FROM chosen c
    JOIN told p ON p.number = c.part
    GROUP BY ALL
),
list AS (
    SELECT
        s.* EXCLUDE (half, part_unit, other_unit),
        w.doc_id, w.org_id, w.part, w.section_id, w.concept, w.measure, w.fund, w.it AS whole,
        (s.half + w.it.half)::DECIMAL(24, 7) AS slack,
        s.part_unit = w.it.unit AND s.other_unit = w.it.unit AS one_unit
    FROM summed s
    JOIN told w USING (number)
),
-- Lists that may fall short of their total are looked at more closely.
open AS (
    SELECT number, relation, of_code, doc_id, section_id, whole, parts, first_at, last_at
    FROM list
    WHERE section_id <> '' AND one_value AND one_unit AND count > 1 AND whole.value - total > slack
),
shared AS (  -- the shares of the parts sum to 100
    SELECT o.number, o.relation, o.of_code
    FROM (SELECT * EXCLUDE (parts), unnest(parts).thing AS thing FROM open) o
    JOIN (
        SELECT doc_id, section_id, thing, any_value(value) AS value, any_value(half) AS half, any_value(base) AS base
        FROM stated
        WHERE measure = 'share' AND unit = 'percent'
        GROUP BY ALL
        HAVING count(*) = 1
    ) s USING (doc_id, section_id, thing)
    GROUP BY ALL
    HAVING count(DISTINCT s.base) <= 1 AND abs(sum(s.value) - 100) <= sum(2 * s.half)
),
spoken AS (  -- the sentence of total and parts holds no number that is no part of the list
    SELECT o.number, o.relation, o.of_code
    FROM open o
    JOIN section s USING (doc_id, section_id)
    WHERE
        o.first_at > o.whole.char_end
        AND contains(substr(s.text, o.whole.char_end + 1, o.first_at - o.whole.char_end), '其中')
        AND NOT contains(substr(s.text, o.whole.char_end + 1, o.last_at - o.whole.char_end), '。')
        AND NOT regexp_matches(regexp_extract(substr(s.text, o.last_at + 1, 200), '^[^。\n]*'), '[0-9]')
        AND NOT EXISTS (
            FROM quantity_mention q
            WHERE q.doc_id = o.doc_id AND q.section_id = o.section_id AND q.fact_id IS NULL
                AND q.char_start BETWEEN o.whole.char_end AND o.last_at
        )
)
SELECT
    l.*,
    coalesce(l.needed_met = n.count, FALSE) OR s.number IS NOT NULL OR k.number IS NOT NULL
        OR (l.relation = 'class_items' AND off_classes = 1 AND classes > 1) AS closed
FROM (
    SELECT
        *,
        count(*) OVER report AS classes,
        count(*) FILTER (abs(whole.value - total) > slack) OVER report AS off_classes
    FROM list
    WINDOW report AS (PARTITION BY relation, doc_id, org_id, part, concept, measure, fund)
) l
LEFT JOIN (
    SELECT relation, whole AS concept, count(DISTINCT slot) AS count FROM part_of WHERE needed GROUP BY ALL
) n USING (relation, concept)
LEFT JOIN shared s USING (number, relation, of_code)
LEFT JOIN spoken k USING (number, relation, of_code)
WHERE l.section_id <> '' OR NOT EXISTS (  -- judged where its total stands, if it can be
    FROM list t
    WHERE t.relation = l.relation AND t.doc_id = l.doc_id AND t.org_id = l.org_id AND t.part = l.part AND t.concept = l.concept
        AND t.measure = l.measure AND t.fund = l.fund AND t.section_id <> '' AND t.needed_met >= l.needed_met
        AND l.relation <> 'class_items'
);

-- What comes of each list; where one figure has a slip that explains it, that figure is named.
CREATE OR REPLACE TEMP TABLE whole AS
WITH judged AS (
    SELECT
        *,
        whole.value - total AS difference,
        greatest(whole.step, part_step) AS step,
        CASE
            WHEN NOT one_value THEN 'not_applicable'
            WHEN NOT one_unit THEN 'not_applicable'
            WHEN abs(difference) <= slack THEN 'pass'
            WHEN difference > 0 AND relation IN ('procurement_sme', 'assets') THEN 'pass'  -- parts that need not add up
            WHEN difference > 0 AND NOT closed THEN 'not_applicable'
            WHEN abs(difference) <= slack + step THEN 'near'
            ELSE 'fail'
        END AS outcome,
        list_concat([whole.fact_id], list_transform(parts, lambda p: p.fact_id)) AS evidence,
        list_concat([whole.value], list_transform(parts, lambda p: p.value)) AS printed,
        list_concat([total], list_transform(parts, lambda p: (p.value + difference)::DECIMAL(24, 6))) AS implied,
        concat_ws('/', org_id, part, section_id, relation, concept, measure, fund, of_code) AS scope
    FROM listed
),
slipped AS (
    SELECT doc_id, scope, min(place) AS place, any_value(kind) AS slip
    FROM (
        SELECT doc_id, scope, place, slip(printed, implied) AS kind
        FROM (
            SELECT
                doc_id, scope, unnest(printed) AS printed, unnest(implied) AS implied,
                unnest(range(1, len(printed) + 1)) AS place
            FROM judged
            WHERE outcome = 'fail'
        )
        WHERE kind IN ('unit', 'decimal_point', 'transposed', 'digit_more')
    )
    GROUP BY ALL
    HAVING count(*) = 1
),
named AS (
    SELECT
        j.doc_id, j.scope,
        string_agg(
            coalesce(nullif(f.item, ''), nullif(f.code, ''), c.concept_name, f.concept) || f.value_reported || coalesce(f.unit_reported, ''),
            '＋' ORDER BY f.char_start, f.fact_id
        ) AS zh,
        string_agg(
            coalesce(nullif(f.item, ''), nullif(f.code, ''), c.concept_name_en, f.concept) || ' ' || f.value_reported || coalesce(f.unit_reported, ''),
            ' + ' ORDER BY f.char_start, f.fact_id
        ) AS en
    FROM (SELECT *, unnest(parts).fact_id AS part_id FROM judged WHERE outcome IN ('near', 'fail')) j
    JOIN figure f ON f.fact_id = j.part_id
    LEFT JOIN v_concept c ON c.concept = f.concept
    GROUP BY ALL
)
SELECT
    j.relation,
    j.doc_id,
    j.scope,
    j.outcome,
    CASE
        WHEN j.outcome <> 'not_applicable' THEN NULL
        WHEN NOT one_value THEN '同一数有两种说法'
        ELSE '其中项未全部列出'
    END AS missing,
    j.evidence,
    j.implied,
    j.evidence[s.place] AS suspect,
    s.slip,
    coalesce(j.printed[s.place], j.whole.value) AS actual,
    coalesce(j.implied[s.place], j.total) AS expected,
    j.whole.page AS page,
    format(
        '{}{}{}；{}＝{}{}，相差{}{}', coalesce(nullif(w.item, ''), nullif(w.code, ''), c.concept_name, w.concept), w.value_reported,
        coalesce(w.unit_reported, ''), n.zh, plain(j.total / j.whole.factor), coalesce(w.unit_reported, ''),
        plain(j.difference / j.whole.factor), coalesce(w.unit_reported, '')
    ) AS message_zh,
    format(
        '{} {}{}; {} = {}{}; off by {}{}', coalesce(nullif(w.item, ''), nullif(w.code, ''), c.concept_name_en, w.concept),
        w.value_reported, coalesce(w.unit_reported, ''), n.en, plain(j.total / j.whole.factor), coalesce(w.unit_reported, ''),
        plain(j.difference / j.whole.factor), coalesce(w.unit_reported, '')
    ) AS message_en
FROM judged j
LEFT JOIN slipped s USING (doc_id, scope)
LEFT JOIN named n USING (doc_id, scope)
LEFT JOIN figure w ON w.fact_id = j.whole.fact_id
LEFT JOIN v_concept c ON c.concept = w.concept;
