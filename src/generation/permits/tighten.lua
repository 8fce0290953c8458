-- Cuts everybody's share of the account's limits; it grows back evenly.
-- KEYS  1 pace
-- ARGV  1 what a cut leaves of it, 0 to 1  2 at most one cut in so many ms  3 from nothing to whole, ms  4 least share
-- pace: `full`, when the share is whole again, and `cut`, when it was cut last; ms of Redis's clock.
-- Gives the share that is left, or '' where it was cut just now.

local pace = KEYS[1]
local leaves, once, recovery, least =
  tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local was = redis.call('HMGET', pace, 'full', 'cut')
local cut = tonumber(was[2] or 0)
if cut <= now and now - cut < once then return '' end

local share = 1 - math.min(recovery, math.max(0, tonumber(was[1] or 0) - now)) / recovery
share = math.max(least, share * leaves)
redis.call('HSET', pace, 'full', string.format('%.0f', now + (1 - share) * recovery), 'cut', string.format('%.0f', now))
redis.call('PEXPIRE', pace, recovery)
return string.format('%.3f', share)
