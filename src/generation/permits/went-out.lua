-- A call went out on the wire later than its permit said (a connection had to be made first): it counts from now on.
-- KEYS  1 log
-- ARGV  1 permit
local time = redis.call('TIME')
return redis.call('ZADD', KEYS[1], 'XX', 'GT', 'CH', string.format('%.0f', time[1] * 1000000 + time[2]), ARGV[1])
