-- KEYS meeting, due, outbox [, idempotency record]
-- ARGV id, name, seats, expires_in (s), keep past the end (s), warnings given, creation patience (ms), fingerprint, keep the first answer (s), prefix of meeting keys,
--      hash of the host key, lobby (0|1), hash of the passcode (empty: none), encrypted (0|1)
-- Answers {created, now, expires_at}, {taken}, or {repeated, first answer}.
if KEYS[4] then
  local first = redis.call('GET', KEYS[4])
  if first then
    local id = string.match(first, '^%S+ (%S+)')
    local meeting = redis.call('HMGET', ARGV[10] .. id, 's', 'r')
    -- One that ended before its room ever stood came to nothing, and nobody was told of it.
    local abandoned = (meeting[1] == 'g' or meeting[1] == 'e') and not meeting[2]
    if not abandoned then return { 'repeated', first } end
  end
end
if redis.call('EXISTS', KEYS[1]) == 1 then return { 'taken' } end
local expires = now + ARGV[4] * 1000
redis.call('HSET', KEYS[1], 's', 'c', 'v', 1, 'x', ARGV[3], 'c', now, 'e', expires, 'h', ARGV[11])
if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'n', ARGV[2]) end
if ARGV[12] == '1' then redis.call('HSET', KEYS[1], 'b', 1) end
if ARGV[13] ~= '' then redis.call('HSET', KEYS[1], 'k', ARGV[13]) end
if ARGV[14] == '1' then redis.call('HSET', KEYS[1], 'y', 1) end
if ARGV[6] ~= '0' then redis.call('HSET', KEYS[1], 'w', ARGV[6]) end
redis.call('PEXPIREAT', KEYS[1], expires + ARGV[5] * 1000)
redis.call('ZADD', KEYS[2], now + ARGV[7], ARGV[1])
redis.call('XADD', KEYS[3], '*', 'm', ARGV[1], 'v', 1, 'e', '{"type":"meeting_created"}')
if KEYS[4] then
  redis.call('SET', KEYS[4], table.concat({ ARGV[8], ARGV[1], string.format('%.0f', now), string.format('%.0f', expires) }, ' '), 'EX', ARGV[9])
end
return { 'created', now, expires }
