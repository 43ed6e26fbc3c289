-- KEYS meeting, seats; ARGV room_sid, seat patience (ms)
-- The room has come (back) to LiveKit: a meeting that was being created is open, and whoever was connected to an earlier
-- incarnation is no more, but has a little time to come back to the same seat.
local meeting = redis.call('HMGET', KEYS[1], 'status', 'room_sid')
if not meeting[1] then return 0 end
if meeting[1] == 'creating' then
  redis.call('HSET', KEYS[1], 'status', 'open')
  redis.call('HINCRBY', KEYS[1], 'version', 1)
end
if meeting[2] == ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'room_sid', ARGV[1])
local time = redis.call('TIME')
local kept = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
for _, participant in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '+inf', '+inf')) do
  redis.call('ZADD', KEYS[2], kept, participant)
end
return 1
