# The table of script/bench, from lines "round, name, connections, per second, p50 ms, p99 ms"
# (separated by tabs): the median of the rounds, how far they spread, and the rate as a multiple of
# pgbench's in the same round.
BEGIN { FS = "\t" }

{
  key = $2 FS $3
  if (!(key in rounds)) { keys[++count] = key }
  n = ++rounds[key]
  rate[key, n] = $4
  p50[key, n] = $5
  p99[key, n] = $6
  if ($2 ~ /^pgbench/) { yardstick[$1, $3 == 1] = $4 }
  round_of[key, n] = $1
  is_single[key] = $3 == 1
}

END {
  printf "%-34s %11s %12s %8s %9s %9s %11s\n",
    "", "connections", "per second", "spread", "p50 ms", "p99 ms", "of pgbench"
  for (k = 1; k <= count; k++) {
    key = keys[k]
    split(key, part, FS)
    for (i = 1; i <= rounds[key]; i++) {
      ratio[key, i] = rate[key, i] / yardstick[round_of[key, i], is_single[key]]
    }
    middle = median(rate, key)
    spread = 100 * (highest - lowest) / middle
    printf "%-34s %11d %12.0f %7.0f%% %9.2f %9.2f %11.2f\n", part[1], part[2], middle,
      spread, median(p50, key), median(p99, key), median(ratio, key)
  }
}

# The median of values[key, 1...]; sets `lowest` and `highest`.
function median(values, key,    n, i, j, swap, sorted) {
  n = rounds[key]
  for (i = 1; i <= n; i++) { sorted[i] = values[key, i] + 0 }
  for (i = 2; i <= n; i++) {
    for (j = i; j > 1 && sorted[j - 1] > sorted[j]; j--) {
      swap = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = swap
    }
  }
  lowest = sorted[1]
  highest = sorted[n]
  return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}
