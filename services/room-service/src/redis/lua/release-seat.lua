-- KEYS participants, seats; ARGV participant id
-- Somebody who has connected meanwhile, or once did, keeps what is theirs.
local record = redis.call('HGET', KEYS[1], ARGV[1])
if not record or cjson.decode(record).connection then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1
