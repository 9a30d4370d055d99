# shellcheck shell=bash
# wrk, and what it says.

# load_with_wrk NAME CONNECTIONS SECONDS SCRIPT PATH [ARGUMENT]: loads the contestant NAME. Sets
# `requests` (how many were answered), `rate`, `p50` and `p99`; no request may fail.
load_with_wrk() {
  local name=$1 connections=$2 seconds=$3 script=$4 path=$5 output took failures
  output=$(wrk --threads 1 --connections "$connections" --duration "${seconds}s" --timeout 10s \
    --script "Benchmarks/$script.lua" "http://127.0.0.1:${port_of[$name]}$path" -- "${6:-}")
  read -r requests took p50 p99 failures <<<"$(sed -n 's/^measured //p' <<<"$output")"
  ((failures == 0)) || fail "$name: $failures of $requests requests failed."
  rate=$(awk "BEGIN { print $requests / $took }")
}
