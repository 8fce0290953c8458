-- Takes a lease that nobody holds, or prolongs one's own.
-- KEYS  1 lease
-- ARGV  1 owner  2 life in ms
-- Gives 1 when the owner holds it now, else 0.
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
