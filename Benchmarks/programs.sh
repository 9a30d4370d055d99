# shellcheck shell=bash
# What our programs need of memory and of time to start.

declare -A watched highest # process numbers by name, and the most memory that a name had

# watch_memory PROGRAM PID
watch_memory() {
  watched[$1]=$2
}

measure_idle_memory() {
  local name
  sleep 1
  for name in "${!watched[@]}"; do record "$name" "$(megabytes VmRSS "${watched[$name]}")"; done
}

# The highest since the start, of programs that are about to end.
measure_memory_under_load() {
  local name now
  for name in "${!watched[@]}"; do
    now=$(megabytes VmHWM "${watched[$name]}")
    highest[$name]=$(awk -v a="$now" -v b="${highest[$name]:-0}" 'BEGIN { print (a > b ? a : b) }')
    record "$name" - "${highest[$name]}"
  done
  watched=()
}

# megabytes FIELD PID: a field of /proc/PID/status, in millions of bytes.
megabytes() {
  awk -v field="$1:" '$1 == field { print $2 * 1024 / 1e6 }' "/proc/$2/status"
}

measure_starts() {
  in_rounds 5 'starting' 'start ticket-service' 'start incident-service'
}

# start PROGRAM: the time from its start to the answer that it is ready.
start() {
  local began ended role=${1/-/_}
  port=$(free_port)
  began=$EPOCHREALTIME
  start_service ".build/release/$1" "$port" "$(postgres_uri firstline "$role")" "$scratch/$1"
  "$load" ready "http://127.0.0.1:$port/health/ready" || fail "$1 did not start."
  ended=$EPOCHREALTIME
  record "$1" - - "$(awk "BEGIN { print 1000 * ($ended - $began) }")"
  stop_last
}
