-- KEYS participants; ARGV participant id, what is wanted as JSON (null: as the others)
-- Answers the record after it; nothing when nobody of this id was ever admitted. What is not named stays.
local record = redis.call('HGET', KEYS[1], ARGV[1])
if not record then return false end
record = cjson.decode(record)
local own = record.permissions or {}
for name, wanted in pairs(cjson.decode(ARGV[2])) do
  if wanted == cjson.null then own[name] = nil else own[name] = wanted end
end
record.permissions = next(own) ~= nil and own or nil
record = cjson.encode(record)
redis.call('HSET', KEYS[1], ARGV[1], record)
return record
