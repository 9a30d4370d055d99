-- Holds the number of the rollups, which are made elsewhere.
SELECT 1;
