-- Sets one limit of a quota and leaves its others.
-- KEYS  1 quotas
-- ARGV  1 whose  2 replies | tokens  3 hour | day  4 the limit
local stored = redis.call('HGET', KEYS[1], ARGV[1])
local quota = stored and cjson.decode(stored) or {}
quota[ARGV[2]] = quota[ARGV[2]] or {}
quota[ARGV[2]][ARGV[3]] = tonumber(ARGV[4])
return redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(quota))
