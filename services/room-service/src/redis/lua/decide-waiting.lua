-- KEYS meeting, participants, lobby, outbox
-- ARGV meeting id, participant id (empty: everybody who waits), decision (admitted|denied), reason (empty: none was given)
-- Answers how many it was about, -1 when the meeting is over; a decision that is given twice is one, and answers the same. Whoever was let in takes a seat when they come; whoever was not is
-- known by their session.
local meeting = redis.call('HMGET', KEYS[1], 's', 'e')
if not meeting[1] or meeting[1] == 'g' or meeting[1] == 'e' or tonumber(meeting[2]) <= now then return -1 end
local waiting = redis.call('ZRANGEBYSCORE', KEYS[3], now, '+inf')
local decided = 0
for _, id in ipairs(waiting) do
  local record = (ARGV[2] == '' or ARGV[2] == id) and redis.call('HGET', KEYS[2], id)
  if record then
    decided = decided + 1
    record = cjson.decode(record)
    local reason = ARGV[4] ~= '' and ARGV[4] or nil
    record.lobby = ARGV[3] == 'denied' and 'denied' or nil
    record.reason = reason
    redis.call('HSET', KEYS[2], id, cjson.encode(record))
    redis.call('ZREM', KEYS[3], id)
    local event = { type = 'participant_' .. ARGV[3], participant_id = id, display_name = record.name, num_waiting = #waiting - decided, reason = reason }
    redis.call('XADD', KEYS[4], '*', 'm', ARGV[1], 'v', redis.call('HINCRBY', KEYS[1], 'v', 1), 'e', cjson.encode(event))
  end
end
if decided == 0 and ARGV[2] ~= '' then
  local record = redis.call('HGET', KEYS[2], ARGV[2])
  record = record and cjson.decode(record)
  if record and record.lobby == (ARGV[3] == 'denied' and 'denied' or nil) then return 1 end
end
return decided
