-- KEYS meeting, participants, bans, lobby; ARGV participant id
-- Answers 0 when nobody of this id was ever admitted. A host is banned as anybody else: only their key lets them in again.
local record = redis.call('HGET', KEYS[2], ARGV[1])
if not record then return 0 end
record = cjson.decode(record)
redis.call('HSET', KEYS[3], 'p:' .. ARGV[1], cjson.encode({ name = record.name, browser = record.browser }))
if record.browser then redis.call('HSET', KEYS[3], 'b:' .. record.browser, ARGV[1]) end
redis.call('PEXPIREAT', KEYS[3], redis.call('PEXPIRETIME', KEYS[1]))
redis.call('ZREM', KEYS[4], ARGV[1])
-- The role was the person's, not the key's.
record.role = nil
redis.call('HSET', KEYS[2], ARGV[1], cjson.encode(record))
return 1
