-- Begins a new epoch: what comes from now on starts with an empty history. Messages that already wait, and the one
-- that is being answered, finish in the old one, whose rounds go when its last message is settled.
-- Once for each command, which may come again.
-- KEYS  1 conversation  2 mailbox  3 history  4 last  5 done
-- ARGV  1 life of the conversation, ms  2 life of "done", ms
if not redis.call('SET', KEYS[5], 1, 'NX', 'PX', ARGV[2]) then return 0 end
redis.call('HINCRBY', KEYS[1], 'epoch', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[4])
if redis.call('LLEN', KEYS[2]) == 0 then redis.call('DEL', KEYS[3]) end
return 1
