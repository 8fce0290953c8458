-- Orders the answer to a message to stop, if it has begun; whoever makes it, now or after a crash, obeys.
-- KEYS  1 reply
-- ARGV  1 message key  2 channel  3 what to publish  4 why: stop | left, which takes its history along
if redis.call('HGET', KEYS[1], 'message') ~= ARGV[1] then return 0 end
redis.call(ARGV[4] == 'left' and 'HSET' or 'HSETNX', KEYS[1], 'stop', ARGV[4])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
