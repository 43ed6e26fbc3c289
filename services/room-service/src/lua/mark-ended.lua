-- KEYS meeting, due, seats; ARGV id
if redis.call('HGET', KEYS[1], 'status') == 'ending' then
  redis.call('HSET', KEYS[1], 'status', 'ended')
  redis.call('HINCRBY', KEYS[1], 'version', 1)
end
redis.call('DEL', KEYS[3])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1
