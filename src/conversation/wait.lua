-- Says that a turn only waits for the model, or no longer: a process that dies meanwhile does not die of it.
-- KEYS  1 conversation  2 reply
-- ARGV  1 fence  2 1 it waits, 0 no longer
-- Gives 'superseded', else 'held'.
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 'superseded' end
if ARGV[2] == '1' then redis.call('HSET', KEYS[2], 'waits', 1) else redis.call('HDEL', KEYS[2], 'waits') end
return 'held'
