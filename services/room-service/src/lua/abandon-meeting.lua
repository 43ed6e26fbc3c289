-- KEYS meeting, due; ARGV id
-- The sweep finishes it: the room may exist although LiveKit's answer was lost.
if redis.call('HGET', KEYS[1], 'status') ~= 'creating' then return 0 end
redis.call('HSET', KEYS[1], 'status', 'ending')
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('ZADD', KEYS[2], 0, ARGV[1])
return 1
