-- Hands out the next starts to those who have waited longest, whichever process they wait in.
-- KEYS  1 line  2 owners  3 log  4 tokens  5 limits  6 blocked  7 pace  8 said  9 outage
-- ARGV  1 the asking process  2 the prefix of the processes' channels  3 guard, µs
--       4 qps  5 rpm  6 tpm (0: none; used when Redis knows no limits)  7 from no pace to the whole, ms
--       8… for each who enters: score, waiter
-- What was learnt narrows the limits: `pace` (see `tighten.lua`), `said` by the vendor (`rpm`, `tpm`, 0: no word; `share`
-- of the pace), and in an `outage` (see `count-failure.lua`) one call at a time, after each pause.
-- waiter `<process>/<number>/<tokens>` · permit `<waiter>/<granted at>/<start>`, both µs of Redis's clock: a waiter
-- that entered twice holds two permits even where both have the same start, and giving one back leaves the other.
-- Gives {now in µs, when to ask again in µs or '', since when there is an outage in ms or '', tokens a minute or 0, the
-- asking process's permits …}; other processes hear of theirs by channel. Whoever nobody hears, or who gave no sign of
-- life, leaves the line at no cost.
-- Run twice, it wastes the places of the lost answer and never exceeds a limit. A moment farther away than any that is
-- ever written was left by a clock that has been set back, and is not believed.

local line, owners, log, spent, limits, blocked, pace, said, outage = unpack(KEYS)
local me, channels, guard = ARGV[1], ARGV[2], tonumber(ARGV[3])
local recovery = tonumber(ARGV[7])

local second, minute = 1000000, 60000000
local horizon = 100000 -- nobody is granted a start that is farther away
local silence = 3 * second
local batch = 40 -- more would take so long that the first of them came late
-- A second's worth is spread a little, so that permits granted ahead can hide the way to Redis and back.
local breath = 10000
local trialMs = 65000 -- a call that has told nothing by then tries no more
local life = 120 -- seconds; each key is touched once a second while a process lives

local function text(number) return string.format('%.0f', number) end
local function startAt(rank) return tonumber(redis.call('ZRANGE', log, rank, rank, 'WITHSCORES')[2]) end

local time = redis.call('TIME')
local now = time[1] * second + time[2]

redis.call('ZADD', owners, text(now), me)
if redis.call('EXISTS', limits) == 0 then
  redis.call('HSET', limits, 'qps', ARGV[4], 'rpm', ARGV[5], 'tpm', ARGV[6])
end
local known = redis.call('HMGET', limits, 'qps', 'rpm', 'tpm')
local qps, rpm, tpm = tonumber(known[1]), tonumber(known[2]), tonumber(known[3])

-- What was learnt: the lower limit holds (0: none), and of all of them a share.
local word = redis.call('HMGET', said, 'rpm', 'tpm', 'share')
local lost = math.max(0, tonumber(redis.call('HGET', pace, 'full') or 0) - now / 1000) / recovery
if lost > 1 then lost = 0 end
local share = math.max(0.1 / qps, (1 - lost) * tonumber(word[3] or 1))
local function narrowed(limit, vendors)
  vendors = tonumber(vendors or 0)
  if limit == 0 or vendors > 0 and vendors < limit then limit = vendors end
  return limit == 0 and 0 or math.max(1, math.floor(limit * share))
end
rpm, tpm = narrowed(rpm, word[1]), narrowed(tpm, word[2])
-- Less than a whole call a second is one in a longer while.
local perSecond = math.ceil(qps * share)
local aSecond = second * perSecond / (qps * share)

for i = 8, #ARGV, 2 do redis.call('ZADD', line, ARGV[i], ARGV[i + 1]) end

-- Starts too old to count, and those that a clock set back has left in the far future.
redis.call('ZREMRANGEBYSCORE', log, '-inf', text(now - minute - second))
redis.call('ZREMRANGEBYSCORE', log, '(' .. text(now + second + horizon), '+inf')

-- Tokens by the second of their start: a second counts whole until its last start is out of the window.
local spentIn = {}
if tpm > 0 then
  local fields = redis.call('HGETALL', spent)
  for i = 1, #fields, 2 do
    local at = tonumber(fields[i])
    if (at + 1) * second + minute + guard <= now or at * second > now + second then
      redis.call('HDEL', spent, fields[i])
    else
      spentIn[at] = tonumber(fields[i + 1])
    end
  end
end

-- The earliest start from `t` on that leaves no more than `limit` starts in any `span`, later starts included.
local function clearOfCalls(t, limit, span)
  while true do
    local before = redis.call('ZCOUNT', log, '-inf', text(t))
    local earliest = before >= limit and startAt(before - limit) + span or t
    if earliest <= t then
      local later = redis.call('ZRANGE', log, before, before + limit - 1, 'WITHSCORES')
      for i = 2, #later, 2 do
        local first = before + i / 2 - limit
        local opens = first == before and t or first >= 0 and startAt(first)
        if opens and tonumber(later[i]) - opens < span then
          earliest = tonumber(later[i])
          break
        end
      end
    end
    if earliest <= t then return t end
    t = earliest
  end
end

-- The earliest start from `t` on with room for `wanted` tokens; more than a whole minute has wait for an empty one.
local function clearOfTokens(t, wanted)
  while true do
    local sum, oldest = 0, nil
    for at, tokens in pairs(spentIn) do
      if (at + 1) * second + minute + guard > t then
        sum = sum + tokens
        if not oldest or at < oldest then oldest = at end
      end
    end
    if sum == 0 or sum + wanted <= tpm then return t end
    t = (oldest + 1) * second + minute + guard
  end
end

local down = redis.call('HMGET', outage, 'since', 'until', 'trial', 'trialUntil')
local pauseEnds = tonumber(down[2] or 0) * 1000
if pauseEnds > now + minute then pauseEnds = now end
local opening = math.max(now, tonumber(redis.call('GET', blocked) or 0), pauseEnds)
local function earliestStart(wanted)
  local t = opening
  repeat
    local before = t
    t = clearOfCalls(t, math.ceil(qps / 80), breath)
    t = clearOfCalls(t, perSecond, aSecond + guard)
    if rpm > 0 then t = clearOfCalls(t, rpm, minute + guard) end
    if tpm > 0 then t = clearOfTokens(t, wanted) end
  until t == before
  return t
end

local heard = {}
local function lives(process)
  if heard[process] == nil then
    heard[process] = tonumber(redis.call('ZSCORE', owners, process) or 0) > now - silence
  end
  return heard[process]
end

local trying = down[3] and lives(down[3]:match('^(.*)/%d+/%d+/%d+/%d+$')) and now < tonumber(down[4]) * 1000

local again = ''
local permits = {}
local granted = 0
while true do
  local waiter = redis.call('ZRANGE', line, 0, 0)[1]
  if not waiter then break end
  local process, tokens = waiter:match('^(.*)/%d+/(%d+)$')
  if lives(process) then
    if trying then break end -- its outcome is told at once, to one who asks then
    local start = earliestStart(tonumber(tokens))
    if start > now + horizon then
      again = text(start - horizon)
      break
    end
    local ahead = redis.call('ZRANGEBYSCORE', log, '(' .. text(now), '+inf', 'WITHSCORES')
    if start > now and #ahead / 2 >= math.max(2, math.floor(qps / 20)) then
      again = ahead[2 * math.ceil(#ahead / 4)] -- when half of them have begun
      break
    end
    if granted == batch then
      again = text(now)
      break
    end
    local permit = waiter .. '/' .. text(now) .. '/' .. text(start)
    if process == me then
      permits[#permits + 1] = permit
    elseif redis.call('PUBLISH', channels .. process, permit) == 0 then
      heard[process] = false
    end
    if heard[process] then
      redis.call('ZADD', log, text(start), permit)
      if tpm > 0 then
        local at = math.floor(start / second)
        spentIn[at] = redis.call('HINCRBY', spent, text(at), tokens)
      end
      granted = granted + 1
      if down[1] then
        trying = true
        redis.call('HSET', outage, 'trial', permit, 'trialUntil', text(now / 1000 + trialMs))
      end
    end
  end
  redis.call('ZREM', line, waiter)
end

redis.call('ZREMRANGEBYSCORE', owners, '-inf', text(now - minute))
for _, key in ipairs({ line, owners, log, spent, limits, outage }) do redis.call('EXPIRE', key, life) end
return { text(now), again, down[1] or '', text(tpm), unpack(permits) }
