-- KEYS meeting, participants, seats; ARGV display_name, candidate id, candidate session, presented id, presented session, seat patience (ms)
-- Answers {outcome, participant id, returning (0|1)}. The seat is kept for the patience, or for as long as its holder is connected.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local meeting = redis.call('HMGET', KEYS[1], 'status', 'expires_at', 'max')
if not meeting[1] then return { 'meeting_not_found' } end
if meeting[1] == 'ending' or meeting[1] == 'ended' or tonumber(meeting[2]) <= now then return { 'meeting_ended' } end

local id, record = ARGV[2], { session = ARGV[3], admitted_at = now }
local returning = 0
if ARGV[4] ~= '' then
  local known = redis.call('HGET', KEYS[2], ARGV[4])
  if known then
    known = cjson.decode(known)
    if known.session == ARGV[5] then
      id, record, returning = ARGV[4], known, 1
    end
  end
end

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
local seat = redis.call('ZSCORE', KEYS[3], id)
if not seat and redis.call('ZCARD', KEYS[3]) >= tonumber(meeting[3]) then return { 'meeting_full' } end
if seat ~= 'inf' then redis.call('ZADD', KEYS[3], now + tonumber(ARGV[6]), id) end

record.name, record.admitted_at = ARGV[1], now
redis.call('HSET', KEYS[2], id, cjson.encode(record))
local gone = redis.call('PEXPIRETIME', KEYS[1])
redis.call('PEXPIREAT', KEYS[2], gone)
redis.call('PEXPIREAT', KEYS[3], gone)
return { 'admitted', id, returning }
