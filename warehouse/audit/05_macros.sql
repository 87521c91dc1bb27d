-- How the checks compare and how they write. Temporary, for one audit.
CREATE OR REPLACE TEMP MACRO plain(x) AS rtrim(rtrim(x::DECIMAL(24, 2)::VARCHAR, '0'), '.');
CREATE OR REPLACE TEMP MACRO in_yuan(x) AS
    CASE WHEN abs(x) >= 10000 THEN plain(x / 10000) || ' 万元' ELSE plain(x) || ' 元' END;
CREATE OR REPLACE TEMP MACRO in_yuan_en(x) AS plain(x) || ' yuan';
-- A sum as it is written in English.
CREATE OR REPLACE TEMP MACRO in_latin(x) AS replace(replace(translate(x, '（）', '()'), '＋', ' + '), '－', ' - ');
-- By how much two intervals miss each other: nothing, at most one last place, more.
CREATE OR REPLACE TEMP MACRO by_excess(excess, step) AS
    CASE WHEN excess <= 0 THEN 'pass' WHEN excess <= step THEN 'near' ELSE 'fail' END;
-- How wrong a printed figure is against what it should be: named where the slip is a known one, else NULL.
CREATE OR REPLACE TEMP MACRO slip(printed, implied) AS
    CASE
        WHEN implied IS NULL OR printed = implied OR printed = 0 OR implied = 0 THEN NULL
        WHEN printed = -implied THEN 'sign'
        WHEN printed = implied * 10000 OR implied = printed * 10000 THEN 'unit'
        WHEN printed IN (implied * 10, implied * 100, implied * 1000, implied / 10, implied / 100, implied / 1000) THEN 'decimal_point'
        WHEN is_transposed(digits_of(printed), digits_of(implied)) THEN 'transposed'
        WHEN is_one_digit_off(digits_of(printed), digits_of(implied)) THEN 'digit'
        WHEN is_digit_more(digits_of(printed), digits_of(implied)) OR is_digit_more(digits_of(implied), digits_of(printed))
            THEN 'digit_more'
    END;
-- To the last place that a figure is printed with.
CREATE OR REPLACE TEMP MACRO at_step(x, step) AS (round(x / step) * step)::DECIMAL(24, 6);
CREATE OR REPLACE TEMP MACRO digits_of(x) AS ltrim(rtrim(replace(abs(x)::DECIMAL(24, 2)::VARCHAR, '.', ''), '0'), '0');
CREATE OR REPLACE TEMP MACRO unlike(a, b) AS
    list_filter(range(1, length(a) + 1), lambda i: substr(a, i::INTEGER, 1) <> substr(b, i::INTEGER, 1));
CREATE OR REPLACE TEMP MACRO is_transposed(a, b) AS
    length(a) = length(b) AND a <> b AND len(unlike(a, b)) = 2
    AND substr(a, unlike(a, b)[1]::INTEGER, 1) = substr(b, unlike(a, b)[2]::INTEGER, 1)
    AND substr(a, unlike(a, b)[2]::INTEGER, 1) = substr(b, unlike(a, b)[1]::INTEGER, 1);
CREATE OR REPLACE TEMP MACRO is_one_digit_off(a, b) AS length(a) = length(b) AND length(a) > 2 AND len(unlike(a, b)) = 1;
CREATE OR REPLACE TEMP MACRO is_digit_more(a, b) AS
    length(a) = length(b) + 1 AND length(b) > 1
    AND list_bool_or(list_transform(range(1, length(a) + 1), lambda i: a[:i::INTEGER - 1] || a[i::INTEGER + 1:] = b));
CREATE OR REPLACE TEMP TABLE slip_name AS
FROM (VALUES
    ('sign', '正负号印反', 'a wrong sign'),
    ('unit', '元与万元混用', 'yuan for 10,000 yuan'),
    ('decimal_point', '小数点错位', 'a slipped decimal point'),
    ('transposed', '数字颠倒', 'transposed digits'),
    ('digit', '错一位数字', 'one wrong digit'),
    ('digit_more', '多印或漏印一位数字', 'a digit too many or too few')
) names (slip, zh, en);
