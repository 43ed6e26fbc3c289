-- KEYS participants, seats, meeting, outbox, due
-- ARGV participant id, record as it was read (empty: none), new record, seat (occupy|hold|free), seat patience (ms), meeting id,
--      event of coming, event of going, watch (ms), reconcile every (ms)
-- Compare-and-set: answers 0 when somebody else changed the record meanwhile. There is an event when somebody really came or went.
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
local meeting = redis.call('HMGET', KEYS[3], 's', 'u')
if not meeting[1] then return 1 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
local gone = redis.call('PEXPIRETIME', KEYS[3])
redis.call('PEXPIREAT', KEYS[1], gone)
-- Who was there until the end has nothing more to tell.
if meeting[1] == 'e' then return 1 end

local before = redis.call('ZSCORE', KEYS[2], ARGV[1])
if ARGV[4] == 'occupy' then
  redis.call('ZADD', KEYS[2], '+inf', ARGV[1])
elseif ARGV[4] == 'hold' then
  redis.call('ZADD', KEYS[2], cjson.decode(ARGV[3]).admitted_at + tonumber(ARGV[5]), ARGV[1])
else
  redis.call('ZREM', KEYS[2], ARGV[1])
end
redis.call('PEXPIREAT', KEYS[2], gone)
local came, went = ARGV[4] == 'occupy' and before ~= 'inf', ARGV[4] ~= 'occupy' and before == 'inf'
if came or went then
  local version = redis.call('HINCRBY', KEYS[3], 'v', 1)
  local connected = redis.call('ZCOUNT', KEYS[2], '+inf', '+inf')
  redis.call('XADD', KEYS[4], '*', 'm', ARGV[6], 'v', version, 'e', came and ARGV[7] or ARGV[8], 'n', connected)
end
if meeting[1] == 'o' and ARGV[4] == 'occupy' then
  redis.call('HSET', KEYS[3], 'u', math.max(tonumber(meeting[2] or 0), now + ARGV[9]))
  redis.call('ZADD', KEYS[5], 'LT', now + ARGV[10], ARGV[6])
end
return 1
