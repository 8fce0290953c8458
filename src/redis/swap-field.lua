-- Changes a field of a hash, unless somebody else has changed it meanwhile.
-- KEYS  1 hash
-- ARGV  1 field  2 the value as it was read  3 the new one, or '': the field goes
-- Gives 1 when it was changed.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then return redis.call('HDEL', KEYS[1], ARGV[1]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
