# shellcheck shell=bash
# How long reports take where there is much to report: each as people ask it, of the last 30 days
# and of the whole year, and the 30 days once more from the ledger alone, with the same answer.

start_reports() {
  migrated_database reports
  progress "filling a ledger with $(with_commas "$tickets_to_report") tickets"
  fill reports fill-reports "$tickets_to_report"
  progress 'working out what reports keep'
  # As the incident service does it, without its rests.
  fill reports keep-reports
  progress ''
}

measure_reports() {
  local measurements=() file
  month=$(date --utc --date '30 days ago' +%F) year=$(date --utc --date '1 year ago' +%F)
  for file in Benchmarks/reports/*.ledger.sql; do
    check_report "$(basename "$file" .ledger.sql)"
    measurements+=("report $(basename "$file" .ledger.sql)")
  done
  in_rounds "$report_rounds" 'reading reports' "${measurements[@]}"
}

# report_lines NAME SINCE: the answer.
report_lines() {
  "$(postgres_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 -v since="$2" \
    -f "Benchmarks/reports/$1.sql" "$(postgres_uri reports "$postgres_superuser")"
}

# check_report NAME: what is kept says what the ledger says; the last digits of a mean depend on the
# order in which it is added up.
check_report() {
  local kept="$scratch/kept" told="$scratch/told"
  report_lines "$1" "$month" >"$kept" || fail "the report $1 cannot be read."
  report_lines "$1.ledger" "$month" >"$told" || fail "the ledger cannot be asked for $1."
  awk -F '|' '
    function differ(a, b) {
      return a != b && (a !~ /^-?[0-9.]+$/ || b !~ /^-?[0-9.]+$/ || (a - b) ^ 2 > 1e-18 * a ^ 2)
    }
    FILENAME == ARGV[1] { told[++lines] = $0; next }
    {
      kept++
      fields = split(told[FNR], expected)
      if (fields != NF) { exit wrong = 1 }
      for (i = 1; i <= NF; i++) { if (differ($i, expected[i])) { exit wrong = 1 } }
    }
    END { exit wrong || kept == 0 || kept != lines }' "$told" "$kept" ||
    fail "the report $1 is not what the ledger says."
}

# report NAME: asks it in three ways.
report() {
  record "report/$1" "$(report_time "$1" "$month")" "$(report_time "$1" "$year")" \
    "$(report_time "$1.ledger" "$month")"
}

# report_time NAME SINCE: milliseconds, as psql times it.
report_time() {
  "$(postgres_bin)/psql" -X -q -A -t -v ON_ERROR_STOP=1 -v since="$2" -o /dev/null \
    -c '\timing on' -f "Benchmarks/reports/$1.sql" \
    "$(postgres_uri reports "$postgres_superuser")" | awk '/^Time:/ { print $2 }'
}
