# shellcheck shell=bash
# How soon a high ticket is an incident.

measure_escalation() {
  in_rounds "$rounds" 'escalating' lag storm
}

# A steady load, as on a busy day: the time that each high ticket takes to be an incident.
lag() {
  local last began
  last=$(last_ticket firstline)
  began=$EPOCHREALTIME
  make_load steady "$(desk)" 500 "$lag_seconds"
  record steady "$(awk "BEGIN { print $requests / ($stop - $began) }")" "$p50" "$p99"
  check_stored firstline "$last" 0 10
  check_incidents "$last"
  # shellcheck disable=SC2046 # words on purpose
  record lag - $(sql firstline "
    SELECT
      concat_ws(
        ' ',
        1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY lag),
        1000 * percentile_cont(0.99) WITHIN GROUP (ORDER BY lag)
      )
    FROM (
      SELECT extract(epoch FROM created_at - escalatable_at)
      FROM response.incidents
      WHERE ticket_id > $last
    ) AS incidents (lag)")
}

# A storm of high tickets: the time from the last 201 to the last incident.
storm() {
  local last
  last=$(last_ticket firstline)
  make_load storm "$(desk)" "$storm_size"
  check_stored firstline "$last" 0 100
  check_incidents "$last"
  record storm - - "$(sql firstline "
    SELECT greatest(0, 1000 * (extract(epoch FROM max(created_at)) - $stop))
    FROM response.incidents
    WHERE ticket_id > $last")"
}

# make_load KIND URL NUMBER...: sets `requests` (how many were answered), `p50`, `p99`,
# and `stop`, the time of the last answer.
make_load() {
  local output
  output=$("$load" "$@") || fail "the $1 load failed."
  read -r requests p50 p99 stop <<<"$output"
}

desk() {
  printf 'http://127.0.0.1:%s' "${port_of[firstline]}"
}

# check_incidents LAST: waits for the incidents of the tickets behind LAST, and counts them.
check_incidents() {
  local high incidents
  await_incidents
  high=$(sql firstline "
    SELECT count(*)
    FROM intake.tickets
    WHERE id > $1 AND priority = 'high'")
  incidents=$(sql firstline "
    SELECT count(DISTINCT ticket_id)
    FROM response.incidents
    WHERE ticket_id > $1")
  ((incidents == high)) || fail "$high high tickets have become $incidents incidents."
}

# await_incidents: waits until nothing is queued for the incident service.
await_incidents() {
  local tenths
  for ((tenths = 0; tenths < 1200; tenths++)); do
    [[ "$(sql firstline 'SELECT count(*) FROM relay.escalations')" != 0 ]] || return 0
    sleep 0.1
  done
  fail "escalations are still queued after two minutes."
}
