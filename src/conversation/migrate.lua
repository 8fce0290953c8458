-- Takes a conversation over to another id, whole: its memory, what waits, and the answer that is being written, which is
-- fenced off and begun anew there, with the same reply. What the other id already has stays. Safe to repeat.
-- KEYS  1 mailbox  2 history  3 last  4 questions  5 reply  6 reserved  7 conversation  8–14 the same of the other id
--       15 pending
-- ARGV  1 conversation  2 the other id
local mailbox, history, last, questions, reply, reserved, conversation = 1, 2, 3, 4, 5, 6, 7
local function has(part) return redis.call('EXISTS', KEYS[part]) == 1 end
local function move(part)
  if has(part) then redis.call('RENAME', KEYS[part], KEYS[part + 7]) end
end
local function epochOf(part) return tonumber(redis.call('HGET', KEYS[part], 'epoch') or '0') end

-- The other id's epochs go on from the ones here, once: what came there by itself is of the newest, and who began anew
-- there left behind what comes now.
local function join()
  if not has(conversation) or redis.call('HEXISTS', KEYS[conversation + 7], 'joined') == 1 then return end
  local by = epochOf(conversation)
  local function later(text)
    local epoch, rest = string.match(text, '^(%d+)(:.*)$')
    return string.format('%.0f', epoch + by) .. rest
  end
  -- A copy: fences go on counting here too, so that nobody's comes a second time.
  if redis.call('COPY', KEYS[conversation], KEYS[conversation + 7]) == 0 then
    redis.call('HINCRBY', KEYS[conversation + 7], 'epoch', by)
  end
  redis.call('HSET', KEYS[conversation + 7], 'joined', 1)
  for i, round in ipairs(redis.call('LRANGE', KEYS[history + 7], 0, -1)) do
    redis.call('LSET', KEYS[history + 7], i - 1, later(round))
  end
  for _, message in ipairs(redis.call('HKEYS', KEYS[questions + 7])) do
    redis.call('HSET', KEYS[questions + 7], message, later(redis.call('HGET', KEYS[questions + 7], message)))
  end
end

join()
if not has(history + 7) then move(history) end
if not has(last + 7) and epochOf(conversation) == epochOf(conversation + 7) then move(last) end

-- What waits under two ids is answered under both.
if not has(mailbox) or has(mailbox + 7) then return end
if has(conversation) then redis.call('HINCRBY', KEYS[conversation], 'fence', 1) end
-- Who is fenced off has not died of the question.
if has(reply) then redis.call('HSET', KEYS[reply], 'waits', 1) end
for _, part in ipairs({ mailbox, questions, reply, reserved }) do move(part) end
local since = redis.call('ZSCORE', KEYS[15], ARGV[1])
if since then redis.call('ZADD', KEYS[15], since, ARGV[2]) end
redis.call('ZREM', KEYS[15], ARGV[1])
