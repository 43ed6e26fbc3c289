-- KEYS meeting, due, outbox; ARGV id, keep until (ms), watch (ms), least version, event, fields and values...
-- What happened after the sealing is not in the record, and the same record may bring the meeting back twice: versions go on
-- from the milliseconds of now, so that none of them was ever given to another event.
-- It is compared with LiveKit at once, which tells who is in the room.
-- Answers 0 when the meeting is there.
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
for i = 6, #ARGV - 1, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
local version = string.format('%.0f', math.max(now, tonumber(ARGV[4])))
redis.call('HSET', KEYS[1], 'v', version, 'u', now + ARGV[3])
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('XADD', KEYS[3], '*', 'm', ARGV[1], 'v', version, 'e', ARGV[5])
return 1
