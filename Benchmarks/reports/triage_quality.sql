-- A report, as people ask it.
SELECT day, category, triaged, kept
FROM reporting.triage_quality
WHERE day >= :'since' AND triaged > 0
ORDER BY day, category;
