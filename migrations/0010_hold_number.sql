-- Holds the number of a migration that is written elsewhere, and goes when it comes.
SELECT 1;
