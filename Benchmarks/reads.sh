# shellcheck shell=bash
# How fast tickets are read: by us and by the Go peer, from the very same table.

start_readers() {
  migrated_database reads
  progress "filling a table with $(with_commas "$tickets_to_read") tickets"
  fill reads fill-tickets "$tickets_to_read"
  progress ''
  start_ours ticket-service reads
  compete firstline "$port"
  start_peer go "$(postgres_uri reads "$postgres_superuser")&options=-csearch_path%3Dintake"
  compete go "$port"
}

# fill DATABASE FILE [TICKETS]: runs Benchmarks/FILE.sql there.
fill() {
  quietly "$(postgres_bin)/psql" -X -q -v ON_ERROR_STOP=1 -v tickets="${3:-}" \
    -f "Benchmarks/$2.sql" "$(postgres_uri "$1" "$postgres_superuser")"
}

measure_reads() {
  local measurements=() name
  find_deep_pages
  check_same_pages '/tickets?limit=50' '/tickets?limit=50'
  check_same_pages "/tickets?limit=50${deep[firstline]%% *}" "/tickets?limit=50${deep[go]%% *}"
  for name in "${contestants[@]}"; do
    load_with_wrk "$name" 64 1 get-tickets '' "$tickets_to_read" # warms up
    measurements+=("gets_single $name" "gets_page $name first" "gets_page $name deep")
  done
  in_rounds "$rounds" 'reading' "${measurements[@]}"
}

# Pages in the middle of the list, 64 of them: everybody looks at the first page, but at different
# ones further down. A cursor is opaque, so the way there is page by page.
find_deep_pages() {
  local name url
  declare -gA deep
  for name in "${contestants[@]}"; do
    progress "walking to ticket $(with_commas $((tickets_to_read / 2))) of the list: $name"
    url="http://127.0.0.1:${port_of[$name]}/tickets"
    deep[$name]=$("$load" walk "$url" $((tickets_to_read / 2))) ||
      fail "$name could not be read page by page."
  done
  progress ''
}

# check_same_pages OURS GOS: both answer with the same tickets, and as many as were asked for.
check_same_pages() {
  local ours theirs
  ours=$(tickets_on firstline "$1")
  theirs=$(tickets_on go "$2")
  [[ "$ours" == "$theirs" ]] || fail "firstline and go do not read the same tickets."
  (($(wc -l <<<"$ours") == 50)) || fail "a page has not the 50 tickets that were asked for."
}

# tickets_on NAME PATH: the ids on a page.
tickets_on() {
  ask --fail "http://127.0.0.1:${port_of[$1]}$2" | grep -o '{"id":[0-9]*'
}

gets_single() {
  load_with_wrk "$1" 64 "$read_seconds" get-tickets '' "$tickets_to_read"
  record "$1/single" "$rate" "$p50" "$p99"
}

# gets_page NAME first|deep
gets_page() {
  local cursors=''
  [[ "$2" != deep ]] || cursors=${deep[$1]}
  load_with_wrk "$1" 64 "$read_seconds" get-pages '' "$cursors"
  record "$1/$2" "$rate" "$p50" "$p99"
}
