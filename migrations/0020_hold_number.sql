-- Keeps the number for a change that is being made elsewhere.
SELECT 1;
