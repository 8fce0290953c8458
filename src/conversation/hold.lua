-- Writes fields of the reply, if the turn still owns its conversation. Called before every outward edit.
-- KEYS  1 conversation  2 reply
-- ARGV  1 fence  2… field, value
-- Gives 'superseded', 'stop' when a stop was ordered, else 'held'.
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 'superseded' end
if #ARGV > 1 then redis.call('HSET', KEYS[2], unpack(ARGV, 2)) end
if redis.call('HEXISTS', KEYS[2], 'stop') == 1 then return 'stop' end
return 'held'
