-- KEYS meeting, due; ARGV id, status and version that were read, wake (ms), watch from now on (ms, 0: as it is), reconcile every (ms), when that was (ms)
-- Whoever changed the meeting meanwhile has said when to look at it, or it is looked at again when the claim is over: what was
-- compared is not what there is now.
-- The watch ends with a comparison that was begun after its time, however late that comes: nobody may have looked until then.
local meeting = redis.call('HMGET', KEYS[1], 's', 'v', 'u')
if meeting[1] ~= ARGV[2] or meeting[2] ~= ARGV[3] then return 0 end
local watched = tonumber(meeting[3] or 0)
if ARGV[5] ~= '0' then
  watched = math.max(watched, now + ARGV[5])
  redis.call('HSET', KEYS[1], 'u', watched)
end
local looked = tonumber(ARGV[7])
if watched <= looked then redis.call('HDEL', KEYS[1], 'u') end
local wake = tonumber(ARGV[4])
if meeting[1] == 'o' and watched > looked then wake = math.min(wake, now + ARGV[6]) end
redis.call('ZADD', KEYS[2], 'XX', wake, ARGV[1])
return 1
