-- KEYS reservation, meeting, due; ARGV id, name, max_participants, expires_in (s), keep (s past the end), reserve (s past the end)
-- Answers false when the id is taken, else {created_at, expires_at} in Unix milliseconds by Redis's own clock.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lifetime = tonumber(ARGV[4])
if not redis.call('SET', KEYS[1], '', 'NX', 'EX', lifetime + tonumber(ARGV[6])) then return false end
local expires = now + lifetime * 1000
redis.call('HSET', KEYS[2], 'status', 'creating', 'version', 1, 'name', ARGV[2], 'max', ARGV[3], 'created_at', now, 'expires_at', expires, 'room_sid', '')
redis.call('PEXPIREAT', KEYS[2], expires + tonumber(ARGV[5]) * 1000)
redis.call('ZADD', KEYS[3], expires, ARGV[1])
return { now, expires }
