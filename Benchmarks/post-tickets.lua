-- wrk's part of script/bench: posts tickets as people and monitors write them, one in ten about
-- security, and prints one line for the shell: requests, seconds, p50 and p99 in ms, failures.

local ordinary = {
  { "Laptop does not start", "Pressing the power button does nothing. The charger light is on. It worked until yesterday evening, when I closed the lid without shutting down." },
  { "VPN drops every few minutes", "Since Monday the vpn connection ends after five to ten minutes and I have to sign in again. I work from home, the wifi itself is stable, other sites stay reachable." },
  { "Printer on floor %d prints blank pages", "The printer next to room %d takes the job, feeds paper and prints nothing at all. Toner was replaced last week. Other people have the same problem with it." },
  { "Please install the drawing program", "Hello, I have moved to the planning team and need the drawing program that my colleagues use on their machines. My manager has agreed. Order number is %d. Best regards." },
  { "Disk almost full on build-%d", "Monitor: the file system /var of host build-%d is 94 percent full, it grows by about 2 percent a day. Threshold for this check is 90 percent. First seen at 04:12." },
  { "Spreadsheet crashes when saving", "Whenever I save the quarterly report (about 40 MB) the program closes without a message. A small file saves. I tried a second computer with the same result." },
  { "High latency to the branch office", "Ping to the branch office router takes 400 to 900 ms since this morning, it used to be 30. File transfers time out. Nothing was changed on our side that I know of." },
  { "Second screen stays black", "The external screen is detected in the settings but stays black. I changed the cable and the port, case %d had the same symptom last year and it was the dock." },
  { "Report shows the wrong month", "The monthly overview for department %d still shows the figures of the month before, though the import ran without an error. Could somebody refresh it or tell me how?" },
}
local security = {
  { "Suspicious e-mail asks for my password", "I got a message that looks like it comes from the help desk and asks me to confirm my password on a page that I do not know. I have not clicked it. Looks like phishing to me, sent at %d:14." },
}

-- As many prepared requests as make the mix right: formatting while measuring would cost time.
local requests = {}
local next_request = 0

function init()
  wrk.method = "POST"
  wrk.path = "/tickets"
  wrk.headers["Content-Type"] = "application/json"
  for number = 1, 1000 do
    local texts = ordinary[number % #ordinary + 1]
    if number % 10 == 0 then texts = security[1] end
    local title, description = texts[1]:format(number % 24), texts[2]:format(number % 24)
    requests[number] = wrk.format(nil, nil, nil,
      string.format('{"title": "%s", "description": "%s"}', title, description))
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured %d %.6f %.3f %.3f %d\n",
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
