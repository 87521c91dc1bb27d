-- 元 -> 万元, exact: a division would leave DECIMAL.
CREATE OR REPLACE MACRO wan(yuan) AS CAST(yuan * 0.0001 AS DECIMAL(24, 6));
-- part of whole in percent; NULL where the whole is 0 or unknown.
CREATE OR REPLACE MACRO percent_of(part, whole) AS TRY_CAST(round(100 * part / nullif(whole, 0), 2) AS DECIMAL(18, 2));
-- One unit of the last printed place, in the fact's own unit: 12.34 万元 is printed to 100 yuan. Exact.
CREATE OR REPLACE MACRO last_place(unit, unit_reported, decimals) AS CAST(
    [1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001][least(decimals, 6) + 1] * CASE
        WHEN unit <> 'CNY' OR unit_reported IS NULL THEN 1
        WHEN ends_with(unit_reported, '亿元') THEN 100000000
        WHEN ends_with(unit_reported, '百万元') THEN 1000000
        WHEN ends_with(unit_reported, '万元') THEN 10000
        WHEN ends_with(unit_reported, '千元') THEN 1000
        ELSE 1
    END AS DECIMAL(24, 6)
);
