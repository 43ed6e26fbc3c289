-- KEYS meeting, participants, seats, due, bans
-- ARGV meeting id, display_name, candidate id, candidate session, presented id, presented session, seat patience (ms), watch (ms), reconcile every (ms),
--      came with a host key (0|1), browser (empty: unknown)
-- Answers {outcome, participant id, returning (0|1), role (empty: like the others)}. The seat is kept for the patience, or for as long as its holder is connected.
local meeting = redis.call('HMGET', KEYS[1], 's', 'e', 'x', 'l')
if not meeting[1] then return { 'meeting_not_found' } end
if meeting[1] == 'g' or meeting[1] == 'e' or tonumber(meeting[2]) <= now then return { 'meeting_ended' } end

-- The record of an earlier admission, if the session is its own.
local function known(id, session)
  local record = id ~= '' and redis.call('HGET', KEYS[2], id)
  record = record and cjson.decode(record)
  return record and record.session == session and record
end
local id, record = ARGV[5], known(ARGV[5], ARGV[6])
if not record then id, record = ARGV[3], known(ARGV[3], ARGV[4]) end
local returning = record and 1 or 0
local role = ARGV[10] == '1' and 'host' or record and record.role
if role ~= 'host' then
  -- A session tells who was banned, and so does the browser.
  local bans = redis.call('HMGET', KEYS[5], 'p:' .. ARGV[5], 'p:' .. ARGV[3], 'b:' .. ARGV[11])
  if bans[1] or bans[2] or bans[3] then return { 'banned' } end
  if meeting[4] == '1' and not record then return { 'meeting_locked' } end
end
if not record then
  -- Who was seen in the room without being known here has a record without a session, and goes on being connected.
  record = known(id, '') or {}
  record.session = ARGV[4]
end

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
local seat = redis.call('ZSCORE', KEYS[3], id)
if not seat and redis.call('ZCARD', KEYS[3]) >= tonumber(meeting[3]) then return { 'meeting_full' } end
if seat ~= 'inf' then redis.call('ZADD', KEYS[3], now + ARGV[7], id) end

record.name, record.admitted_at, record.role = ARGV[2], now, role or nil
if ARGV[11] ~= '' then record.browser = ARGV[11] end
redis.call('HSET', KEYS[2], id, cjson.encode(record))
local gone = redis.call('PEXPIRETIME', KEYS[1])
redis.call('PEXPIREAT', KEYS[2], gone)
redis.call('PEXPIREAT', KEYS[3], gone)
redis.call('HSET', KEYS[1], 'u', now + ARGV[8])
redis.call('ZADD', KEYS[4], 'LT', now + ARGV[9], ARGV[1])
return { 'admitted', id, returning, role or '' }
