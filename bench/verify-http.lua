-- For wrk: sends the lines of a file as bodies, one after the other, with a gateway's credential; with a header's name
-- and a body after these, the lines are that header's values and the body is always the same. At the end it prints one
-- line of figures.

local requests = {}
local next = 0

function init(args)
  local path, credential, header, body = args[1], args[2], args[3], args[4]
  local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. credential }
  for line in io.lines(path) do
    if header then headers[header] = line end
    requests[#requests + 1] = wrk.format("POST", wrk.path, headers, body or line)
  end
  -- Not the same ones first in every round.
  next = os.time() * 7919 % #requests
end

function request()
  next = next % #requests + 1
  return requests[next]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    'figures {"requests":%d,"microseconds":%d,"failed":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99)
  ))
end
