-- A report, as people ask it: of now, whatever the time since.
SELECT assignee, open_tickets, open_incidents, open_high, tickets_resolved_7_days,
  incidents_resolved_7_days
FROM reporting.workload
ORDER BY assignee;
