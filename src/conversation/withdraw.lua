-- Takes questions that wait, and whose answer has not begun, out of the mailbox.
-- KEYS  1 mailbox  2 questions  3 reply  4 pending
-- ARGV  1 conversation  2… message keys
-- Gives how many were taken out.
local begun = redis.call('HGET', KEYS[3], 'message')
local head = redis.call('LINDEX', KEYS[1], 0)
local taken = 0
for i = 2, #ARGV do
  if ARGV[i] ~= begun then
    taken = taken + redis.call('LREM', KEYS[1], 1, ARGV[i])
    redis.call('HDEL', KEYS[2], ARGV[i])
  end
end
local next = redis.call('LINDEX', KEYS[1], 0)
if not next then
  redis.call('ZREM', KEYS[4], ARGV[1])
elseif next ~= head then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[4], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
end
return taken
