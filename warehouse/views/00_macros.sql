-- 元 -> 万元, exact: a division would leave DECIMAL.
CREATE OR REPLACE MACRO wan(yuan) AS CAST(yuan * 0.0001 AS DECIMAL(24, 6));
-- part of whole in percent; NULL where the whole is 0 or unknown.
CREATE OR REPLACE MACRO percent_of(part, whole) AS TRY_CAST(round(100 * part / nullif(whole, 0), 2) AS DECIMAL(18, 2));
