-- Accepts a message once, from who may ask, and puts it at the end of its conversation's mailbox; reserves its reply in
-- the quotas.
-- KEYS  1 seen  2 mailbox  3 questions  4 conversation  5 pending  6 paused chats
--       7 quotas  8 reserved  9 spent in this hour  10 spent on this day  11 bans
--       12 what admins ruled
-- ARGV  1 message key  2 message JSON  3 conversation  4 most that may wait
--       5 life of "seen", ms  6 life of the mailbox, ms  7 chat
--       8 who asks: user:…, or '': one of ADMINS, for whom no ban, rule or quota counts
--       9 replies an hour for who has no other, or 0  10, 11 fields of the bans of the sender and the chat
--       12 by what other name the user may have used some  13 whether the settings let them in: 1 or 0
-- Gives 'unwelcome', which is not remembered, where there is a ban, be it over, or a rule, or else the settings say no.
-- Else 'accepted', 'full', 'paused' or 'quota', with whose, of what, in which span and how much it is; for a message that
-- was seen before, what it was then.
local before = redis.call('GET', KEYS[1])
if before then return before end

if ARGV[8] ~= '' then
  local bans = redis.call('HMGET', KEYS[11], ARGV[10], ARGV[11])
  local rules = redis.call('HMGET', KEYS[12], ARGV[8], 'chat:' .. ARGV[7])
  local entry = rules[1] or rules[2]
  local rule = entry and cjson.decode(entry).rule or ARGV[13] == '1' and 'allow'
  if bans[1] or bans[2] or rule ~= 'allow' then return 'unwelcome' end
end

local function turnAway(verdict)
  redis.call('SET', KEYS[1], verdict, 'PX', ARGV[5])
  return verdict
end

local paused = redis.call('SMISMEMBER', KEYS[6], ARGV[7], 'all')
if paused[1] + paused[2] > 0 then return turnAway('paused') end

local waiting = redis.call('LLEN', KEYS[2])
if waiting >= tonumber(ARGV[4]) then return turnAway('full') end

-- The day first: of two that are over, it ends later.
local spans = {
  { name = 'day', spent = KEYS[10], life = 2 * 86400000 },
  { name = 'hour', spent = KEYS[9], life = 2 * 3600000 },
}
local over
local counters = {}

local function count(whose, subject, what, span, limit)
  if not limit then return end
  local field = what .. ':' .. subject
  local used = tonumber(redis.call('HGET', span.spent, field) or '0')
  if whose == 'user' then
    used = used + tonumber(redis.call('HGET', span.spent, what .. ':' .. ARGV[12]) or '0')
  end
  if used >= limit then
    over = over or string.format('quota %s %s %s %.0f', whose, what, span.name, limit)
  end
  counters[#counters + 1] = { span = span, field = field, by = what == 'replies' and 1 or 0 }
end

if ARGV[8] ~= '' then
  local quotas = redis.call('HMGET', KEYS[7], ARGV[8], 'everyone', 'chat:' .. ARGV[7], 'all')
  local usual = tonumber(ARGV[9])
  if usual > 0 or quotas[1] or quotas[2] or quotas[3] or quotas[4] then
    for i = 1, 4 do quotas[i] = quotas[i] and cjson.decode(quotas[i]) or {} end
    if usual > 0 then quotas[5] = { replies = { hour = usual } } else quotas[5] = {} end
    for _, span in ipairs(spans) do
      for _, what in ipairs({ 'replies', 'tokens' }) do
        local function limit(i) return quotas[i][what] and quotas[i][what][span.name] end
        count('user', ARGV[8], what, span, limit(1) or limit(2) or limit(5))
        count('chat', 'chat:' .. ARGV[7], what, span, limit(3))
        count('all', 'all', what, span, limit(4))
      end
    end
  end
end
if over then return turnAway(over) end

if #counters > 0 then
  local places = {}
  for _, counter in ipairs(counters) do
    redis.call('HINCRBY', counter.span.spent, counter.field, counter.by)
    redis.call('PEXPIRE', counter.span.spent, counter.span.life)
    places[#places + 1] = { counter.span.spent, counter.field }
  end
  redis.call('HSET', KEYS[8], ARGV[1], cjson.encode(places))
  redis.call('PEXPIRE', KEYS[8], ARGV[6])
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
