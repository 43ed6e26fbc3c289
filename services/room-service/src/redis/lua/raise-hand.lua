-- KEYS participants; ARGV participant id, raised (1) or lowered (0)
-- Answers the record before it; nothing when nobody of this id was ever admitted. A hand that is up keeps its time.
local before = redis.call('HGET', KEYS[1], ARGV[1])
if not before then return false end
local record = cjson.decode(before)
record.hand = ARGV[2] == '1' and (record.hand or now) or nil
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(record))
return before
