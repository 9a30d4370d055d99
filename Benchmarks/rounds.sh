# shellcheck shell=bash
# Rounds of measurements, and what becomes of a figure.

round=1

# in_rounds COUNT WHAT MEASUREMENT...: makes each MEASUREMENT, a command with its words, once in
# each round; every second round goes in the opposite order, so that none always follows the same.
in_rounds() {
  local count=$1 what=$2 i command
  shift 2
  local measurements=("$@")
  for ((round = 1; round <= count; round++)); do
    for ((i = 0; i < $#; i++)); do
      progress "$what: round $round of $count, measurement $((i + 1)) of $#"
      if ((round % 2)); then
        read -ra command <<<"${measurements[i]}"
      else
        read -ra command <<<"${measurements[-1 - i]}"
      fi
      sql postgres CHECKPOINT
      "${command[@]}"
    done
  done
  progress ''
}

# record KEY FIGURE...: adds a line "round, key, column, figure" to the file `$results` for each
# FIGURE; "-" stands for none.
record() {
  local key=$1 column=0 figure
  shift
  for figure; do
    ((++column))
    [[ "$figure" == - ]] ||
      printf '%s\t%s\t%s\t%s\n' "$round" "$key" "$column" "$figure" >>"$results"
  done
}

# progress TEXT: one line that is overwritten, on a terminal only.
progress() {
  [[ ! -t 2 ]] || printf '\r\033[K%s' "$1" >&2
}
