# shellcheck shell=bash
# What a script says to the person who runs it: always on standard error, so that standard output
# holds results only.

say() {
  printf '%s\n' "$*" >&2
}

# fail MESSAGE...: one line that says what is wrong, and the end.
fail() {
  printf '%s: %s\n' "script/$(basename "$0")" "$*" >&2
  exit 1
}

# show_tail FILE: the end of a log, indented.
show_tail() {
  [[ -s "$1" ]] || return 0
  say "the end of $1:"
  tail -n 20 "$1" | sed 's/^/  | /' >&2
}

# usage: the comment at the head of the script, up to its first blank line.
usage() {
  sed -n '2,/^[^#]*$/s/^# \{0,1\}//p' "$0"
}
