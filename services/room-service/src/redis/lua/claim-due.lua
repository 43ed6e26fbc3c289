-- KEYS due; ARGV limit, lease (ms), lease of what has just expired (ms), prefix of meeting keys, prefix of seats (same shard), names of the fields to read
--      (`fields.ts`; the first is the status, the sixth the end)...
-- Answers {now, {id, connected, fields...}, ...}. Whoever gets a meeting here has it for the lease; then another replica gets it.
local claimed = { now }
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, tonumber(ARGV[1]))) do
  local meeting = redis.call('HMGET', ARGV[4] .. id, unpack(ARGV, 6, #ARGV - 1))
  if not meeting[1] or meeting[1] == 'e' then
    redis.call('ZREM', KEYS[1], id)
  else
    local expired = meeting[1] ~= 'g' and tonumber(meeting[6]) <= now
    redis.call('ZADD', KEYS[1], now + (expired and ARGV[3] or ARGV[2]), id)
    claimed[#claimed + 1] = { id, redis.call('ZCOUNT', ARGV[5] .. id, '+inf', '+inf'), meeting }
  end
end
return claimed
