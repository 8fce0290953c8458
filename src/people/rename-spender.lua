-- Goes on counting what somebody used by another name.
-- KEYS  1 spent in one hour or day
-- ARGV  1 the field  2 the field in its place
local used = redis.call('HGET', KEYS[1], ARGV[1])
if not used then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
return redis.call('HINCRBY', KEYS[1], ARGV[2], used)
