-- What all of our scripts for wrk have in common. Their requests show the token in FIRSTLINE_TOKEN,
-- at which a peer does not look.
wrk.headers["Authorization"] = "Bearer " .. os.getenv("FIRSTLINE_TOKEN")

-- Prints the line that Benchmarks/measure.sh reads: requests, seconds, p50 and p99 in milliseconds,
-- failures.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("measured %d %.6f %.3f %.3f %d\n",
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
