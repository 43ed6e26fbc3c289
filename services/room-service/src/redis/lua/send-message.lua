-- KEYS meeting, chat, outbox
-- ARGV meeting id, participant id, display name, hash of the key, sealed (0|1), what was said, messages that are kept, looked back at,
--      messages that one participant may send in the window, the window (ms)
-- Answers {meeting_ended}, {sent, id, display name}, {reused}, or {too_many, wait (ms)}. A key that comes again, among the messages
-- that are looked back at, is the same message.
local meeting = redis.call('HMGET', KEYS[1], 's', 'e')
if not meeting[1] or meeting[1] == 'g' or meeting[1] == 'e' or tonumber(meeting[2]) <= now then return { 'meeting_ended' } end
-- Messages are named by Redis's own clock, which never jumps.
local sent = time[1] * 1000 + math.floor(time[2] / 1000)
local recent, first = 0, sent
for _, entry in ipairs(redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', ARGV[8])) do
  local id, _, participant, _, name, _, key, _, sealed, _, body = entry[1], unpack(entry[2])
  if participant == ARGV[2] then
    if key == ARGV[4] then
      if sealed ~= ARGV[5] or body ~= ARGV[6] then return { 'reused' } end
      return { 'sent', id, name }
    end
    local at = tonumber(string.match(id, '^%d+'))
    if at > sent - ARGV[10] then recent, first = recent + 1, at end
  end
end
if recent >= tonumber(ARGV[9]) then return { 'too_many', first + ARGV[10] - sent } end
local id = redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[7], '*', 'p', ARGV[2], 'n', ARGV[3], 'k', ARGV[4], 'z', ARGV[5], 'b', ARGV[6])
redis.call('PEXPIREAT', KEYS[2], redis.call('PEXPIRETIME', KEYS[1]))
local event = { type = 'message_sent', message_id = id, participant_id = ARGV[2] }
redis.call('XADD', KEYS[3], '*', 'm', ARGV[1], 'v', redis.call('HINCRBY', KEYS[1], 'v', 1), 'e', cjson.encode(event))
return { 'sent', id, ARGV[3] }
