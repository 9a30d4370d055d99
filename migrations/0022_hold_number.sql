-- Holds the number for another change.
SELECT 1;
