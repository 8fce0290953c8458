-- Changes what /retry needs, unless a turn has ended meanwhile.
-- KEYS  1 last
-- ARGV  1 as it was read  2 the new one, or '': it goes
-- Gives 1 when it was changed.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1
