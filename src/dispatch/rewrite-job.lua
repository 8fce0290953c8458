-- Writes what a job carries, and renews its lock, where the job is still its worker's.
-- KEYS  1 the job  2 its lock  3 the jobs that may have stalled
-- ARGV  1 the worker's token  2 life of the lock, ms  3 the job's id  4 how often it was begun, and 5 found stalled,
--       when the worker took it  6 what it carries, JSON
-- Gives 1, or 0: another process has it, has done it, or will.
local owner = redis.call('GET', KEYS[2])
local begun, stalled = unpack(redis.call('HMGET', KEYS[1], 'ats', 'stc'))
-- A lock that ended while Redis was away, or the worker stood still, is nobody's until the job is found stalled.
local isFree = not owner and begun == ARGV[4] and (stalled or '0') == ARGV[5]
if not begun or not (owner == ARGV[1] or isFree) then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
redis.call('SREM', KEYS[3], ARGV[3])
redis.call('HSET', KEYS[1], 'data', ARGV[6])
return 1
