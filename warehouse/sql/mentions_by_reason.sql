SELECT coalesce(reason, 'bound') AS reason, count(*) AS mentions
FROM quantity_mention
GROUP BY ALL
ORDER BY mentions DESC, reason;
