-- wrk's part of script/bench: reads single tickets, of random ids, and prints one line for the
-- shell.
--
-- usage: wrk ... --script Benchmarks/get-tickets.lua URL -- HIGHEST-ID

require("Benchmarks.line")

local highest

function init(arguments)
  highest = tonumber(arguments[1])
end

function request()
  return wrk.format("GET", "/tickets/" .. math.random(highest))
end
