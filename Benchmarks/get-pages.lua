-- wrk's part of script/bench: reads pages of 50 tickets, each time one of those behind the cursors
-- at random, or the first one, and prints one line for the shell.
--
-- usage: wrk ... --script Benchmarks/get-pages.lua URL -- ["&cursor=... &cursor=..."]

require("Benchmarks.line")

local paths = {}

function init(arguments)
  for cursor in (arguments[1] or ""):gmatch("%S+") do
    table.insert(paths, "/tickets?limit=50" .. cursor)
  end
  if #paths == 0 then paths = { "/tickets?limit=50" } end
end

function request()
  return wrk.format("GET", paths[math.random(#paths)])
end
