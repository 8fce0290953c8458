-- Makes a chat, where none has its id and there is room for one more.
-- KEYS  1 chats  2 the chat  3 inbox  4 changes
-- ARGV  1 id  2 JSON of the chat  3 now, ms  4 life, ms  5 chats at most  6 delivery, or ''  7 changes at most
--       8 deliveries at most
-- Gives 'there', 'full' (of chats, or of deliveries that wait) or 'opened'.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3] - ARGV[4])
if redis.call('EXISTS', KEYS[2]) == 1 then return 'there' end
redis.call('ZREM', KEYS[1], ARGV[1])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[5]) then return 'full' end
if ARGV[6] ~= '' and redis.call('LLEN', KEYS[3]) >= tonumber(ARGV[8]) then return 'full' end
-- A moment of its own, after all others: chats that are opened at once are told apart by it.
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
local opened = math.max(ARGV[3], (last or 0) + 1)
redis.call('ZADD', KEYS[1], opened, ARGV[1])
redis.call('HSET', KEYS[2], 'about', ARGV[2], 'opened', string.format('%.0f', opened), 'present', '1')
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
if ARGV[6] ~= '' then
  redis.call('RPUSH', KEYS[3], ARGV[6])
  redis.call('PEXPIRE', KEYS[3], ARGV[4])
end
redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[7], '*', 'chat', ARGV[1])
redis.call('PEXPIRE', KEYS[4], ARGV[4])
return 'opened'
