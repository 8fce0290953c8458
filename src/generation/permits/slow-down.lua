-- Nobody begins a call for a while; those who hold permits already are told to give them back.
-- KEYS  1 blocked  2 owners
-- ARGV  1 how long, ms  2 the prefix of the processes' channels
local ms = tonumber(ARGV[1])
local time = redis.call('TIME')
if redis.call('PTTL', KEYS[1]) < ms then
  redis.call('SET', KEYS[1], string.format('%.0f', time[1] * 1000000 + time[2] + ms * 1000), 'PX', ms)
end
for _, process in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  redis.call('PUBLISH', ARGV[2] .. process, 'wait ' .. ms)
end
return 1
