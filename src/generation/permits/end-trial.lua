-- A call that tries whether an outage is over told nothing: another may try.
-- KEYS  1 outage
-- ARGV  1 permit
if redis.call('HGET', KEYS[1], 'trial') ~= ARGV[1] then return 0 end
return redis.call('HDEL', KEYS[1], 'trial', 'trialUntil')
