-- A call went out on the wire later than its permit said (a connection had to be made first): it counts from now on, and
-- so do its tokens.
-- KEYS  1 log  2 tokens
-- ARGV  1 permit `<process>/<number>/<tokens>/<granted at>/<start>`, a start in µs of Redis's clock
-- Run twice, it moves the call twice: later, and never back.

local log, spent = unpack(KEYS)
local permit = ARGV[1]

local function text(number) return string.format('%.0f', number) end
local function secondOf(start) return text(math.floor(start / 1000000)) end

local start = redis.call('ZSCORE', log, permit)
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
if not start or tonumber(start) >= now then return 0 end
redis.call('ZADD', log, text(now), permit)

if redis.call('HEXISTS', spent, secondOf(start)) == 1 then
  local tokens = permit:match('/(%d+)/%d+/%d+$')
  redis.call('HINCRBY', spent, secondOf(start), '-' .. tokens)
  redis.call('HINCRBY', spent, secondOf(now), tokens)
end
return 1
