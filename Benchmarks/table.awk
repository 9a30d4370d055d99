# The table of script/bench: reads Benchmarks/table.tsv, then the results, which are lines "round,
# key, column, figure" (separated by tabs). A cell is the median of its rounds, `spread` is highest
# minus lowest in percent of it; ours is compared with a row round by round, and the median shown.
# {tickets}, {storm} and {reported} in the texts are the variables of these names.

BEGIN { FS = "\t" }

/^#/ { next }

FNR == NR { line[++lines] = $0; next }

{
  figure[$2, $3, $1] = $4
  if ($1 > last_round) { last_round = $1 }
}

END {
  for (i = 1; i <= lines; i++) {
    count = split(line[i], part, FS)
    if (part[1] == "section") { print_section() } else { print_row() }
  }
  printf "\n%d of %d goals met.\n", met, goals
}

function print_section(    column) {
  ours = part[3]
  for (column = 1; column <= 3; column++) { caption[column] = part[3 + column] }
  gsub(/[{]tickets[}]/, tickets, part[2])
  gsub(/[{]storm[}]/, storm, part[2])
  gsub(/[{]reported[}]/, reported, part[2])
  printf "%s%-42s%10s%7s%9s%10s%9s  %-16s%s\n", (i > 1 ? "\n" : ""), part[2], caption[1],
    (caption[1] == "per second" ? "spread" : ""), caption[2], caption[3], (ours ? "ours is" : ""),
    "goal", "met"
}

function print_row(    key, column, text, goal, ratio) {
  key = part[3]
  text = sprintf("  %-40s", part[2])
  for (column = 1; column <= 3; column++) {
    text = text cell(key, column)
    if (column == 1) { text = text spread_cell(key) }
  }
  if (count == 3 && ours && ours != key && measured(key)) {
    text = text sprintf("%8.2fx", compare(key, 1))
  }
  for (goal = 4; goal <= count && measured(key); goal++) {
    print_goal(goal == 4 ? text : pad("", 78), key, part[goal])
  }
  if (count == 3 || !measured(key)) { print text (measured(key) ? "" : "  not measured") }
}

# print_goal: TEXT, then how far the goal "COLUMN RELATION BOUND" is reached.
function print_goal(text, key, goal,    word, value, reached) {
  split(goal, word, " ")
  value = ours ? compare(key, word[1]) : median(key, word[1])
  reached = word[2] == ">=" ? value >= word[3] : word[2] == "<" ? value < word[3] : value <= word[3]
  goals++
  met += reached
  printf "%s%9s  %-16s%s\n", text, (ours ? sprintf("%.2fx", value) : ""),
    (word[1] == 1 ? "" : caption[word[1]] " ") word[2] " " word[3], (reached ? "yes" : "NO")
}

function measured(key) {
  return collect(key, 1) + collect(key, 2) + collect(key, 3) > 0
}

function cell(key, column,    width) {
  width = column == 2 ? 9 : 10
  if (!collect(key, column)) { return pad("", width) }
  if (caption[column] == "per second") { return pad(grouped(median(key, column)), width) }
  return pad(sprintf(caption[column] ~ /MB|ready/ ? "%.0f" : "%.2f", median(key, column)), width)
}

function spread_cell(key) {
  if (caption[1] != "per second" || !collect(key, 1)) { return sprintf("%7s", "") }
  return sprintf("%5.0f %%", 100 * (sorted[size] - sorted[1]) / median(key, 1))
}

# compare: the median of ours divided by theirs in the same round.
function compare(key, column,    round) {
  for (round = 1; round <= last_round; round++) {
    delete figure["ratio", column, round]
    if ((ours, column, round) in figure && (key, column, round) in figure) {
      figure["ratio", column, round] = figure[ours, column, round] / figure[key, column, round]
    }
  }
  return median("ratio", column)
}

# collect: puts the figures of all rounds into `sorted`, and returns their number, `size`.
function collect(key, column,    round, j, swap) {
  size = 0
  for (round = 1; round <= last_round; round++) {
    if (!((key, column, round) in figure)) { continue }
    sorted[++size] = figure[key, column, round] + 0
    for (j = size; j > 1 && sorted[j - 1] > sorted[j]; j--) {
      swap = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = swap
    }
  }
  return size
}

function median(key, column,    n) {
  n = collect(key, column)
  return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function pad(text, width) {
  return sprintf("%" width "s", text)
}

# grouped: 12345.6 becomes 12,346.
function grouped(number,    text) {
  text = sprintf("%.0f", number)
  while (match(text, /[0-9][0-9][0-9][0-9](,|$)/)) {
    text = substr(text, 1, RSTART) "," substr(text, RSTART + 1)
  }
  return text
}
