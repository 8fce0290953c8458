-- Begins, or takes over, the turn of the message at the head of the mailbox: whoever held it before is fenced off.
-- KEYS  1 conversation  2 mailbox  3 questions  4 reply  5 history  6 pending  7 the chat's settings
-- ARGV  1 conversation  2 life of the conversation, ms  3… fields of the chat's settings
-- Gives {} when nothing waits, else
-- {fence, message key, 'epoch:JSON', head since (ms), now (ms), {fields of the reply}, {rounds 'epoch:JSON'},
-- {those fields, or nil}}.
local head = redis.call('LINDEX', KEYS[2], 0)
if not head then
  redis.call('ZREM', KEYS[6], ARGV[1])
  return {}
end
local fence = redis.call('HINCRBY', KEYS[1], 'fence', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
if redis.call('HGET', KEYS[4], 'message') ~= head then
  redis.call('DEL', KEYS[4])
  redis.call('HSET', KEYS[4], 'message', head)
end
-- Whoever died while the turn only waited for the model did not die of it. Of more than thirty nobody believes that: what
-- it did before may take its time to kill.
if redis.call('HDEL', KEYS[4], 'waits') == 0 or redis.call('HINCRBY', KEYS[4], 'waited', 1) > 30 then
  redis.call('HINCRBY', KEYS[4], 'begun', 1)
end
redis.call('PEXPIRE', KEYS[4], ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local since = redis.call('ZSCORE', KEYS[6], ARGV[1])
if not since then
  since = now
  redis.call('ZADD', KEYS[6], now, ARGV[1])
end
return {
  fence, head, redis.call('HGET', KEYS[3], head), tonumber(since), now,
  redis.call('HGETALL', KEYS[4]), redis.call('LRANGE', KEYS[5], 0, -1),
  redis.call('HMGET', KEYS[7], unpack(ARGV, 3)),
}
