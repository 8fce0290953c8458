-- Takes the bot into a chat, or throws it out.
-- KEYS  1 the chat  2 inbox  3 changes
-- ARGV  1 id  2 '1' when it is in  3 delivery  4 life, ms  5 changes at most  6 deliveries at most
-- Gives 'set', 'same' when it is so already, 'gone' when there is no such chat, 'full' when too many deliveries wait.
local present = redis.call('HGET', KEYS[1], 'present')
if not present then return 'gone' end
if present == ARGV[2] then return 'same' end
if redis.call('LLEN', KEYS[2]) >= tonumber(ARGV[6]) then return 'full' end
redis.call('HSET', KEYS[1], 'present', ARGV[2])
redis.call('RPUSH', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[5], '*', 'chat', ARGV[1])
redis.call('PEXPIRE', KEYS[3], ARGV[4])
return 'set'
