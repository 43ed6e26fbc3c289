-- KEYS due; ARGV limit, lease (ms), prefix of meeting keys (same shard)
-- Whoever gets an id here has the lease to end that meeting; after the lease another replica gets it.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, tonumber(ARGV[1]))
local claimed = {}
for _, id in ipairs(ids) do
  local key = ARGV[3] .. id
  local meeting = redis.call('HMGET', key, 'status', 'expires_at')
  if not meeting[1] or meeting[1] == 'ended' then
    redis.call('ZREM', KEYS[1], id)
  elseif meeting[1] ~= 'ending' and tonumber(meeting[2]) > now then
    redis.call('ZADD', KEYS[1], meeting[2], id)
  else
    if meeting[1] ~= 'ending' then
      redis.call('HSET', key, 'status', 'ending')
      redis.call('HINCRBY', key, 'version', 1)
    end
    redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), id)
    claimed[#claimed + 1] = id
  end
end
return claimed
