-- Removes a ban that is over, unless another stands in its place by now.
-- KEYS  1 bans
-- ARGV  1 field  2 the ban as it was read
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1])
