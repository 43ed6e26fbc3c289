-- KEYS bans; ARGV participant id
-- Answers 0 when they were not banned. Others who were banned in the same browser may come back in it too.
local ban = redis.call('HGET', KEYS[1], 'p:' .. ARGV[1])
if not ban then return 0 end
redis.call('HDEL', KEYS[1], 'p:' .. ARGV[1])
local browser = cjson.decode(ban).browser
if browser then redis.call('HDEL', KEYS[1], 'b:' .. browser) end
return 1
