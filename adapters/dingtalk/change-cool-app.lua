-- Notes what an event tells of the cool app of a group; one that is older than the newest changes nothing.
-- KEYS  1 code  2 when the newest event happened
-- ARGV  1 when this one did, or '': just now  2 the code, or '': the bot has gone  3 life of KEYS[2], ms
if ARGV[1] ~= '' then
  if tonumber(ARGV[1]) < tonumber(redis.call('GET', KEYS[2]) or '0') then return end
  redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[3])
end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end
