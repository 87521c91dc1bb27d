-- 年末结转结余有多少，与支出相比如何，与下年年初数是否相接？ | How much is carried over, against expenditure, and does it meet the next year's opening?
-- carryover_pct: 占支出（%） | Carry-over against expenditure, percent
-- next_opening_wan: 下年年初数（万元） | Opening of the next year, 10,000 yuan
SELECT
    y.org_name,
    y.fiscal_year,
    y.opening_carryover_wan,
    y.closing_carryover_wan,
    percent_of(y.closing_carryover_wan, y.expenditure_wan) AS carryover_pct,
    n.opening_carryover_wan AS next_opening_wan
FROM v_org_year y
LEFT JOIN v_org_year n ON n.org_id = y.org_id AND n.fiscal_year = y.fiscal_year + 1
WHERE y.opening_carryover_wan IS NOT NULL OR y.closing_carryover_wan IS NOT NULL
ORDER BY y.closing_carryover_wan DESC NULLS LAST, y.org_name, y.org_id, y.fiscal_year;
