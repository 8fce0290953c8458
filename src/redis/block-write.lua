-- Nobody writes in a scope for a while; a shorter block does not end a longer one.
-- KEYS  1 block
-- ARGV  1 how long, ms
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
return 1
