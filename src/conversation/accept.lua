-- Accepts a message once and puts it at the end of its conversation's mailbox.
-- KEYS  1 seen  2 mailbox  3 questions  4 conversation  5 pending  6 paused chats
-- ARGV  1 message key  2 message JSON  3 conversation  4 most that may wait
--       5 life of "seen", ms  6 life of the mailbox, ms  7 chat
-- Gives 'accepted', 'full' or 'paused'; for a message that was seen before, what it was then.
local before = redis.call('GET', KEYS[1])
if before then return before end

local paused = redis.call('SMISMEMBER', KEYS[6], ARGV[7], 'all')
if paused[1] + paused[2] > 0 then
  redis.call('SET', KEYS[1], 'paused', 'PX', ARGV[5])
  return 'paused'
end

local waiting = redis.call('LLEN', KEYS[2])
if waiting >= tonumber(ARGV[4]) then
  redis.call('SET', KEYS[1], 'full', 'PX', ARGV[5])
  return 'full'
end

local epoch = redis.call('HGET', KEYS[4], 'epoch') or '0'
redis.call('SET', KEYS[1], 'accepted', 'PX', ARGV[5])
redis.call('RPUSH', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], epoch .. ':' .. ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[6])
redis.call('PEXPIRE', KEYS[3], ARGV[6])
if waiting == 0 then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[5], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[3])
end
return 'accepted'
