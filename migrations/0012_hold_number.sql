-- Changes nothing. It keeps the numbers without a gap.
SELECT;
