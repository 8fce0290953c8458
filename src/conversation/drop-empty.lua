-- Forgets that there was a conversation, if nothing waits in it, nothing is remembered, and nothing could be asked again.
-- KEYS  1 mailbox  2 history  3 last  4 questions  5 reply  6 reserved  7 conversation  8 pending
-- ARGV  1 conversation
if redis.call('EXISTS', KEYS[1], KEYS[2], KEYS[3]) > 0 then return 0 end
redis.call('ZREM', KEYS[8], ARGV[1])
redis.call('DEL', unpack(KEYS, 4, 7))
return 1
