-- Gives a turn back unfinished, on purpose: it does not count as a worker that was killed.
-- KEYS  1 conversation  2 reply
-- ARGV  1 fence
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 'superseded' end
redis.call('HINCRBY', KEYS[2], 'begun', -1)
return 'held'
