-- Puts a message into its chat: a new one at the end, a known one in its place; the oldest go when there are too many.
-- Who writes for the bot has a pen, a number; what a later pen has written stays.
-- KEYS  1 chats  2 the chat  3 its order  4 its messages  5 its files  6 inbox  7 changes
-- ARGV  1 chat  2 message  3 'new', 'change' or 'bot'  4 pen  5 JSON of the message  6 delivery, or ''  7 now, ms
--       8 life, ms  9 messages at most  10 deliveries at most  11 changes at most  12 JSON of its file, or ''
-- Gives 'written', 'gone' (no such chat, none such to change, or the bot is not in it), 'there' (not new),
-- 'late' (a later pen wrote), 'full' (too many deliveries wait).
local present = redis.call('HGET', KEYS[2], 'present')
if not present then return 'gone' end
local known = redis.call('HGET', KEYS[4], ARGV[2])
if ARGV[3] == 'new' and known then return 'there' end
if ARGV[3] == 'change' and not known then return 'gone' end
if ARGV[3] == 'bot' then
  if present ~= '1' then return 'gone' end
  if known and tonumber(string.match(known, '^%d+')) > tonumber(ARGV[4]) then return 'late' end
end
if ARGV[6] ~= '' then
  if redis.call('LLEN', KEYS[6]) >= tonumber(ARGV[10]) then return 'full' end
  redis.call('RPUSH', KEYS[6], ARGV[6])
  redis.call('PEXPIRE', KEYS[6], ARGV[8])
end
redis.call('HSET', KEYS[4], ARGV[2], ARGV[4] .. ' ' .. ARGV[5])
if ARGV[12] ~= '' then redis.call('HSET', KEYS[5], ARGV[2], ARGV[12]) end
if not known then
  redis.call('RPUSH', KEYS[3], ARGV[2])
  while redis.call('LLEN', KEYS[3]) > tonumber(ARGV[9]) do
    local oldest = redis.call('LPOP', KEYS[3])
    redis.call('HDEL', KEYS[4], oldest)
    redis.call('HDEL', KEYS[5], oldest)
  end
end
redis.call('ZADD', KEYS[1], ARGV[7], ARGV[1])
for index = 1, 5 do redis.call('PEXPIRE', KEYS[index], ARGV[8]) end
redis.call('XADD', KEYS[7], 'MAXLEN', '~', ARGV[11], '*', 'chat', ARGV[1], 'message', ARGV[2])
redis.call('PEXPIRE', KEYS[7], ARGV[8])
return 'written'
