-- Drops an access token that the vendor refused, unless another has taken its place.
-- KEYS  1 token
-- ARGV  1 the token as it was found
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
