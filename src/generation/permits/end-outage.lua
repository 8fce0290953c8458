-- The vendor answers: no failure is in a row with another any more, and an outage is over.
-- KEYS  1 outage
-- Gives 1 where it was one.
local outage = redis.call('HEXISTS', KEYS[1], 'since')
redis.call('DEL', KEYS[1])
return outage
