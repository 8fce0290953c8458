-- Takes questions that wait, and whose answer has not begun, out of the mailbox; gives back what they had reserved.
-- KEYS  1 mailbox  2 questions  3 reply  4 pending  5 reserved
-- ARGV  1 conversation  2… message keys
-- Gives how many were taken out.
local begun = redis.call('HGET', KEYS[3], 'message')
local head = redis.call('LINDEX', KEYS[1], 0)

local function giveBack(message)
  local places = redis.call('HGET', KEYS[5], message)
  if not places then return end
  redis.call('HDEL', KEYS[5], message)
  for _, place in ipairs(cjson.decode(places)) do
    local key, field = place[1], place[2]
    -- What is not there any more is not made anew.
    local used = tonumber(redis.call('HGET', key, field) or '0')
    if string.find(field, '^replies:') and used > 0 then redis.call('HINCRBY', key, field, -1) end
  end
end

local taken = 0
for i = 2, #ARGV do
  if ARGV[i] ~= begun then
    taken = taken + redis.call('LREM', KEYS[1], 1, ARGV[i])
    redis.call('HDEL', KEYS[2], ARGV[i])
    giveBack(ARGV[i])
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
