-- wrk's part of script/bench: posts tickets as people and monitors write them, the given percentage
-- of them about security, and prints one line for the shell.
--
-- usage: wrk ... --script Benchmarks/post-tickets.lua URL -- PERCENT

require("Benchmarks.line")

-- texts(NAME): the tickets of one kind, as {title, description}; %d stands for a number.
local function texts(name)
  local all = {}
  for line in io.lines("Benchmarks/texts/" .. name .. ".tsv") do
    local title, description = line:match("^(.*)\t(.*)$")
    all[#all + 1] = { title, description }
  end
  return all
end

-- As many prepared requests as make the mix right: formatting while measuring would cost time.
local requests = {}
local next_request = 0

function init(arguments)
  local percent = tonumber(arguments[1])
  local ordinary, security = texts("ordinary"), texts("security")
  wrk.method = "POST"
  wrk.path = "/tickets"
  wrk.headers["Content-Type"] = "application/json"
  for number = 1, 1000 do
    local kind = number * percent % 100 < percent and security or ordinary
    local title, description = unpack(kind[math.random(#kind)])
    requests[number] = wrk.format(nil, nil, nil, string.format(
      '{"title": "%s", "description": "%s"}', title:format(number % 24),
      description:format(number % 24)))
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end
