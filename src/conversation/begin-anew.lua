-- Fences off whoever answers a question whose words have changed: its turn is begun anew, with the same message on the
-- screen.
-- KEYS  1 conversation  2 reply
-- ARGV  1 message key
-- Gives 1 when its answer had begun.
if redis.call('HGET', KEYS[2], 'message') ~= ARGV[1] then return 0 end
redis.call('HINCRBY', KEYS[1], 'fence', 1)
-- What was written, or was to be said at last, answered the former words.
redis.call('HDEL', KEYS[2], 'outcome', 'shown')
return 1
