-- Removes a chat with all that was said in it.
-- KEYS  1 chats  2 the chat  3 its order  4 its messages  5 its files  6 inbox  7 changes
-- ARGV  1 id  2 delivery  3 life, ms  4 changes at most
-- Gives 'closed', or 'gone' when there is no such chat.
if redis.call('DEL', KEYS[2]) == 0 then return 'gone' end
redis.call('DEL', KEYS[3], KEYS[4], KEYS[5])
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('RPUSH', KEYS[6], ARGV[2])
redis.call('PEXPIRE', KEYS[6], ARGV[3])
redis.call('XADD', KEYS[7], 'MAXLEN', '~', ARGV[4], '*', 'chat', ARGV[1])
redis.call('PEXPIRE', KEYS[7], ARGV[3])
return 'closed'
