-- KEYS participants, seats, meeting; ARGV participant id, record as it was read, new record, seat (occupy|hold|free), seat patience (ms)
-- Compare-and-set: answers 0 when somebody else changed the record meanwhile.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
if ARGV[4] == 'occupy' then
  redis.call('ZADD', KEYS[2], '+inf', ARGV[1])
  redis.call('PEXPIREAT', KEYS[2], redis.call('PEXPIRETIME', KEYS[3]))
elseif ARGV[4] == 'hold' then
  redis.call('ZADD', KEYS[2], cjson.decode(ARGV[3]).admitted_at + tonumber(ARGV[5]), ARGV[1])
else
  redis.call('ZREM', KEYS[2], ARGV[1])
end
return 1
