-- KEYS meeting, participants, seats, due, bans, lobby, outbox
-- ARGV meeting id, display_name, candidate id, candidate session, presented id, presented session, seat patience (ms), watch (ms), reconcile every (ms),
--      came with a host key (0|1), browser (empty: unknown), hash of the passcode (empty: none was sent), lobby patience (ms), places in the lobby
-- Answers {outcome, participant id, returning (0|1), role (empty: like the others), own permissions as JSON (empty: like the others), since when their hand is up (ms, empty: it is down)}, or {waiting, participant id, returning, since (ms)}.
-- The seat is kept for the patience, or for as long as its holder is connected.
local meeting = redis.call('HMGET', KEYS[1], 's', 'e', 'x', 'l', 'b', 'k')
if not meeting[1] then return { 'meeting_not_found' } end
if meeting[1] == 'g' or meeting[1] == 'e' or tonumber(meeting[2]) <= now then return { 'meeting_ended' } end
local gone = redis.call('PEXPIRETIME', KEYS[1])

-- Who has not asked again has left the lobby.
for _, left in ipairs(redis.call('ZRANGEBYSCORE', KEYS[6], '-inf', now)) do
  redis.call('HDEL', KEYS[2], left)
  redis.call('ZREM', KEYS[6], left)
end

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

local function write()
  record.name = ARGV[2]
  if ARGV[11] ~= '' then record.browser = ARGV[11] end
  redis.call('HSET', KEYS[2], id, cjson.encode(record))
  redis.call('PEXPIREAT', KEYS[2], gone)
end

local function wait()
  if not record then
    if redis.call('ZCARD', KEYS[6]) >= tonumber(ARGV[14]) then return { 'lobby_full' } end
    record = { session = ARGV[4], lobby = 'waiting', admitted_at = now }
  end
  local is_new = not redis.call('ZSCORE', KEYS[6], id)
  redis.call('ZADD', KEYS[6], now + ARGV[13], id)
  redis.call('PEXPIREAT', KEYS[6], gone)
  write()
  if is_new then
    local event = { type = 'participant_waiting', participant_id = id, display_name = record.name, num_waiting = redis.call('ZCARD', KEYS[6]) }
    redis.call('XADD', KEYS[7], '*', 'm', ARGV[1], 'v', redis.call('HINCRBY', KEYS[1], 'v', 1), 'e', cjson.encode(event))
  end
  return { 'waiting', id, returning, string.format('%.0f', record.admitted_at) }
end

if role ~= 'host' then
  -- A session tells who was banned, and so does the browser.
  local bans = redis.call('HMGET', KEYS[5], 'p:' .. ARGV[5], 'p:' .. ARGV[3], 'b:' .. ARGV[11])
  if bans[1] or bans[2] or bans[3] then return { 'banned' } end
  if record and record.lobby == 'denied' then return { 'admission_denied' } end
  -- Whoever waited in a lobby that is gone is as new as anybody: a lock or a passcode in its place is for them too.
  local waiting, lobby = record and record.lobby == 'waiting', meeting[5] == '1'
  if not record or (waiting and not lobby) then
    if meeting[4] == '1' then return { 'meeting_locked' } end
    local passcode = meeting[6] or ''
    if passcode ~= '' and ARGV[12] ~= passcode then return { ARGV[12] == '' and 'passcode_required' or 'passcode_wrong' } end
  end
  if lobby and not role and (not record or waiting) then return wait() end
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
-- Who was coming back, and did not come, has left, and their hand with them.
if not seat then record.hand = nil end

record.admitted_at, record.role, record.lobby, record.reason = now, role or nil, nil, nil
write()
redis.call('ZREM', KEYS[6], id)
redis.call('PEXPIREAT', KEYS[3], gone)
redis.call('HSET', KEYS[1], 'u', now + ARGV[8])
redis.call('ZADD', KEYS[4], 'LT', now + ARGV[9], ARGV[1])
return { 'admitted', id, returning, role or '', record.permissions and cjson.encode(record.permissions) or '',
  record.hand and string.format('%.0f', record.hand) or '' }
