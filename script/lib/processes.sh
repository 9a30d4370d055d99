# shellcheck shell=bash
# The programs that a script starts, and how all of them end with it.
#
# Each runs in a session of its own, so that Ctrl-C reaches the script alone, which then stops them
# one after the other, the last one started first. If the script is killed so that it can stop
# nothing, the kernel sends each the same signal (PR_SET_PDEATHSIG).

started=()        # PID:SIGNAL:NAME of each program, in the order of starting
remove_at_exit=() # paths that go when everything has stopped

# end_with_script: from here on, the end of this script, however it comes, stops everything.
end_with_script() {
  trap finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
}

# bash lets its background processes ignore Ctrl-C; they are to have the usual answer to it.
usual_signals=(env '--default-signal=INT,QUIT')

# launch NAME SIGNAL LOG COMMAND...: starts COMMAND; SIGNAL asks it to end. Sets `launched`.
launch() {
  local name=$1 signal=$2 log=$3
  shift 3
  setsid "${usual_signals[@]}" setpriv --pdeathsig "$signal" -- "$@" </dev/null >>"$log" 2>&1 9>&- &
  launched=$!
  started+=("$launched:$signal:$name")
}

# run COMMAND...: waits for COMMAND, like calling it, but a signal to this script ends both at once
# (bash would wait for the command to finish first).
run() {
  "${usual_signals[@]}" "$@" 9>&- &
  local pid=$!
  started+=("$pid:INT:$1")
  local status=0
  wait "$pid" || status=$?
  unset 'started[-1]'
  return "$status"
}

# name_of PID
name_of() {
  local entry
  for entry in "${started[@]}"; do
    [[ "$entry" != "$1:"* ]] || printf '%s' "${entry##*:}"
  done
}

# stop_last: stops the program that was started last, and waits until it is gone.
stop_last() {
  local pid signal name
  IFS=: read -r pid signal name <<<"${started[-1]}"
  unset 'started[-1]'
  kill -s "$signal" "$pid" 2>/dev/null || return 0
  local tenths
  for ((tenths = 0; tenths < 300; tenths++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  say "$name did not end within 30 seconds and is killed"
  kill -s KILL "$pid" 2>/dev/null || true
}

finish() {
  local status=$?
  trap '' INT TERM HUP
  while ((${#started[@]})); do stop_last; done
  ((${#remove_at_exit[@]} == 0)) || rm -rf "${remove_at_exit[@]}"
  exit "$status"
}
