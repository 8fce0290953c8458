-- Replaces a permit's estimate of tokens by what was used, or takes back a permit with which no call began.
-- KEYS  1 log  2 tokens
-- ARGV  1 permit `<process>/<number>/<tokens>/<granted at>/<start>`  2 tokens used, or -1: never begun
-- Run twice, it changes nothing more: the permit's entry in the log bears the estimate once.

local log, spent = unpack(KEYS)
local permit, used = ARGV[1], tonumber(ARGV[2])

local start = redis.call('ZSCORE', log, permit)
if not start then return 0 end
redis.call('ZREM', log, permit)
if used >= 0 then redis.call('ZADD', log, start, permit .. '/settled') end

local second = string.format('%.0f', math.floor(tonumber(start) / 1000000))
if redis.call('HEXISTS', spent, second) == 1 then
  local estimate = tonumber(permit:match('/(%d+)/%d+/%d+$'))
  redis.call('HINCRBY', spent, second, string.format('%.0f', math.max(used, 0) - estimate))
end
return 1
