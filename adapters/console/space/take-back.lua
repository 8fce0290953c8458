-- Takes a message out of its chat, with the file that it carries.
-- KEYS  1 its order  2 its messages  3 its files  4 inbox  5 changes
-- ARGV  1 chat  2 message  3 delivery, or ''  4 life, ms  5 changes at most
-- Gives 'taken', or 'gone' when there is no such message.
if redis.call('HDEL', KEYS[2], ARGV[2]) == 0 then return 'gone' end
redis.call('LREM', KEYS[1], 1, ARGV[2])
redis.call('HDEL', KEYS[3], ARGV[2])
if ARGV[3] ~= '' then
  redis.call('RPUSH', KEYS[4], ARGV[3])
  redis.call('PEXPIRE', KEYS[4], ARGV[4])
end
redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[5], '*', 'chat', ARGV[1], 'message', ARGV[2])
redis.call('PEXPIRE', KEYS[5], ARGV[4])
return 'taken'
