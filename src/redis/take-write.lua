-- Takes one write from every window, or from none.
-- KEYS  1… for each window: its log, its block (a scope may have several windows)
-- ARGV  1… for each window: limit, length in ms
-- Gives {0} when taken, else {milliseconds until the window opens that opens last, its number}. Run twice, it takes two.

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function text(number) return string.format('%.0f', number) end

local opens, last = now, 0
local longest = {} -- log → µs that its writes matter
for window = 1, #KEYS / 2 do
  local log, block = KEYS[2 * window - 1], KEYS[2 * window]
  local limit, length = tonumber(ARGV[2 * window - 1]), ARGV[2 * window] * 1000
  longest[log] = math.max(longest[log] or 0, length)
  local since = redis.call('ZRANGE', log, -limit, -limit, 'WITHSCORES')[2]
  local free = math.max(since and since + length or now, now + redis.call('PTTL', block) * 1000)
  if free > opens then opens, last = free, window end
end
if last > 0 then return { math.ceil((opens - now) / 1000), last } end

for log, length in pairs(longest) do
  redis.call('ZREMRANGEBYSCORE', log, '-inf', text(now - length))
  redis.call('ZADD', log, text(now), text(now) .. '/' .. redis.call('ZCARD', log))
  redis.call('PEXPIRE', log, math.ceil(length / 1000))
end
return { 0 }
