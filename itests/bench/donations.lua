-- Each request is another donor's form, with a key as the node's forms have them: a UUID of version 7, which begins with
-- the time.
local hex = "0123456789abcdef"
local function digits(count)
  local text = {}
  for i = 1, count do
    local n = math.random(16)
    text[i] = hex:sub(n, n)
  end
  return table.concat(text)
end

local thread = 0
setup = function(each)
  each:set("seed", thread)
  thread = thread + 1
end

init = function(args)
  math.randomseed(os.time() * 1000 + seed)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

request = function()
  local time = string.format("%012x", os.time() * 1000)
  local key = time:sub(1, 8) .. "-" .. time:sub(9) .. "-7" .. digits(3) .. "-a" .. digits(3) .. "-" .. digits(12)
  return wrk.format(nil, nil, nil,
    "campaign=flood&currency=EUR&amount=25&name=A+donor&email=&message=&lang=en&key=" .. key)
end


done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("FIGURES %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
