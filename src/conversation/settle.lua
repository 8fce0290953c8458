-- Ends a turn: history, counters and the question's leaving in one step. Safe to repeat. Where the bot has left the chat,
-- nothing of the conversation stays.
-- KEYS  1 conversation  2 mailbox  3 questions  4 reply  5 history  6 pending  7 last  8 reserved
--       9… hashes of counters
-- ARGV  1 fence  2 message key  3 conversation
--       4 what to do with the history: append | replace | clear | nothing   5 the round as JSON, or ''
--       6 life of the history, ms  7 most rounds kept  8 what /retry needs as JSON, or ''
--       9 life of the counters, ms  10 fields after which a hash of counters is full
--       11 whether the reply that was reserved counts: 1 or 0   12 tokens to count in the quotas
--       13… fours: which of KEYS (number), field, the field that grows instead where this one is not there yet and the
--       hash is full, or '', by how much: numbers with spaces between
-- Gives {'superseded'}, or {'settled', how many still wait}.
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return { 'superseded' } end
if redis.call('LINDEX', KEYS[2], 0) ~= ARGV[2] then return { 'settled', redis.call('LLEN', KEYS[2]) } end

local function epochOf(text) return tonumber(string.match(text, '^(%d+):')) end

local epoch = epochOf(redis.call('HGET', KEYS[3], ARGV[2]))
redis.call('LPOP', KEYS[2])
redis.call('HDEL', KEYS[3], ARGV[2])
local left = redis.call('HGET', KEYS[4], 'stop') == 'left'
redis.call('DEL', KEYS[4])

if ARGV[4] == 'clear' or left then redis.call('DEL', KEYS[5]) end
if ARGV[4] == 'replace' then redis.call('RPOP', KEYS[5]) end
if ARGV[5] ~= '' and not left then
  redis.call('RPUSH', KEYS[5], epoch .. ':' .. ARGV[5])
  redis.call('LTRIM', KEYS[5], -ARGV[7], -1)
end

local waiting = redis.call('LLEN', KEYS[2])
local current = tonumber(redis.call('HGET', KEYS[1], 'epoch') or '0')
local needed = current
if waiting > 0 then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[6], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[3])
  needed = epochOf(redis.call('HGET', KEYS[3], redis.call('LINDEX', KEYS[2], 0)))
else
  redis.call('ZREM', KEYS[6], ARGV[3])
end

local oldest = redis.call('LINDEX', KEYS[5], 0)
while oldest and epochOf(oldest) < needed do
  redis.call('LPOP', KEYS[5])
  oldest = redis.call('LINDEX', KEYS[5], 0)
end
if oldest then redis.call('PEXPIRE', KEYS[5], ARGV[6]) end

if ARGV[8] ~= '' and epoch == current and not left then
  redis.call('SET', KEYS[7], ARGV[8], 'PX', ARGV[6])
else
  redis.call('DEL', KEYS[7])
end

local function grow(counters, field, others, by)
  local was = redis.call('HGET', counters, field)
  if not was and others ~= '' and redis.call('HLEN', counters) >= tonumber(ARGV[10]) then
    field = others
    was = redis.call('HGET', counters, field)
  end
  local before = string.gmatch(was or '', '%d+')
  local now = {}
  for number in string.gmatch(by, '%d+') do
    now[#now + 1] = string.format('%.0f', number + (before() or 0))
  end
  redis.call('HSET', counters, field, table.concat(now, ' '))
end

local places = redis.call('HGET', KEYS[8], ARGV[2])
if places then
  redis.call('HDEL', KEYS[8], ARGV[2])
  for _, place in ipairs(cjson.decode(places)) do
    local key, field = place[1], place[2]
    -- What is not there any more is not made anew.
    local used = tonumber(redis.call('HGET', key, field) or '-1')
    if string.find(field, '^tokens:') and used >= 0 then redis.call('HINCRBY', key, field, ARGV[12]) end
    if string.find(field, '^replies:') and used > 0 and ARGV[11] == '0' then redis.call('HINCRBY', key, field, -1) end
  end
end

for i = 13, #ARGV, 4 do grow(KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]) end
for i = 9, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[9]) end
return { 'settled', waiting }
