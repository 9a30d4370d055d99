-- A report, as people ask it.
SELECT day, subject, metric, met, breached
FROM reporting.sla_compliance
WHERE day >= :'since' AND n > 0
ORDER BY day, subject, metric;
