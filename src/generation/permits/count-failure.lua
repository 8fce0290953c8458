-- Counts a call that found the vendor down: it may begin an outage, or, as its trial, make it last.
-- KEYS  1 outage
-- ARGV  1 permit  2 failures in a row that make an outage  3 over at least so many ms  4 a row's failures are no farther
--       apart than so many ms  5 the first pause, ms  6 the longest
-- outage: `failures`, `first`, `last` of a row; in an outage `since`, `until` (the end of the pause), `pause`, and
-- `trial`, `trialUntil` while one call tries. All moments ms of Redis's clock.
-- Gives {'begins' | 'goes-on' | '', pause in ms}. Run twice, it counts one failure too many.

local outage = KEYS[1]
local permit = ARGV[1]
local enough, over, apart = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local firstPause, longestPause = tonumber(ARGV[5]), tonumber(ARGV[6])
local life = 120 -- seconds; `grant.lua` touches it while a process lives

local function text(number) return string.format('%.0f', number) end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local was = redis.call('HMGET', outage, 'since', 'trial', 'pause', 'failures', 'first', 'last')

if was[1] then
  if was[2] ~= permit then return { '', 0 } end
  local pause = math.min(tonumber(was[3]) * 2, longestPause)
  redis.call('HSET', outage, 'pause', text(pause), 'until', text(now + pause))
  redis.call('HDEL', outage, 'trial', 'trialUntil')
  return { 'goes-on', pause }
end

local failures, first = tonumber(was[4] or 0), tonumber(was[5] or now)
if math.abs(now - tonumber(was[6] or 0)) > apart then
  failures, first = 0, now
end
failures = failures + 1
redis.call('HSET', outage, 'failures', text(failures), 'first', text(first), 'last', text(now))
redis.call('EXPIRE', outage, life)
if failures < enough or now - first < over then return { '', 0 } end
redis.call('HSET', outage, 'since', text(now), 'pause', text(firstPause), 'until', text(now + firstPause))
return { 'begins', firstPause }
