-- KEYS participants; ARGV participant id, role (empty: like the others)
-- Answers 0 when nobody of this id was ever admitted.
local record = redis.call('HGET', KEYS[1], ARGV[1])
if not record then return 0 end
record = cjson.decode(record)
record.role = ARGV[2] ~= '' and ARGV[2] or nil
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(record))
return 1
