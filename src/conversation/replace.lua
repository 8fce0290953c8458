-- Takes over an edit of a question that still waits.
-- KEYS  1 questions  2 reply
-- ARGV  1 message key  2 message JSON
-- Gives 1 when it was taken over, 0 when its answer has begun or it does not wait here.
local body = redis.call('HGET', KEYS[1], ARGV[1])
if not body or redis.call('HGET', KEYS[2], 'message') == ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], string.match(body, '^%d+:') .. ARGV[2])
return 1
