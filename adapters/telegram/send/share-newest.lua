-- Tells the newest message id that a process has seen, and learns the newest that any has told.
-- KEYS  1 the newest
-- ARGV  1 the newest here  2 life, ms
local known = tonumber(redis.call('GET', KEYS[1]) or '0')
local newest = math.max(known, ARGV[1])
redis.call('SET', KEYS[1], string.format('%.0f', newest), 'PX', ARGV[2])
return newest
