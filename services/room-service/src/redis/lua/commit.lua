-- KEYS meeting, due, outbox, seats, participants
-- ARGV id, version that was read, before (ms, 0: always), wake (ms, inf: never), keep until (ms, 0: as it is), seats (keep|hold|clear),
--      seat patience (ms), reconcile every (ms), number of field arguments, fields and values..., events...
-- Compare-and-set: answers 0 when the meeting has another version, or the time of the decision is over.
if redis.call('HGET', KEYS[1], 'v') ~= ARGV[2] then return 0 end
if ARGV[3] ~= '0' and now >= tonumber(ARGV[3]) then return 0 end

local fields = tonumber(ARGV[9])
for i = 10, 9 + fields, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
local version = tonumber(ARGV[2])
for i = 10 + fields, #ARGV - 1 do
  version = version + 1
  redis.call('XADD', KEYS[3], '*', 'm', ARGV[1], 'v', version, 'e', ARGV[i])
end
redis.call('HSET', KEYS[1], 'v', version)

if ARGV[6] == 'hold' then
  for _, participant in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '+inf', '+inf')) do
    redis.call('ZADD', KEYS[4], now + ARGV[7], participant)
  end
elseif ARGV[6] == 'clear' then
  redis.call('DEL', KEYS[4])
end
if ARGV[5] ~= '0' then
  for _, key in ipairs({ KEYS[1], KEYS[4], KEYS[5] }) do redis.call('PEXPIREAT', key, ARGV[5]) end
end

if ARGV[4] == 'inf' then
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  local wake = tonumber(ARGV[4])
  local watched = redis.call('HMGET', KEYS[1], 's', 'u')
  if watched[1] == 'o' and tonumber(watched[2] or 0) > now then wake = math.min(wake, now + ARGV[8]) end
  redis.call('ZADD', KEYS[2], wake, ARGV[1])
end
return 1
