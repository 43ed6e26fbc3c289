-- KEYS due, outbox, then for each commit: meeting, seats, participants, bans, audit, lobby, chat
-- ARGV seat patience (ms), reconcile every (ms), then for each commit: id, version that was read, before (ms, 0: always), wake (ms, inf: never),
--      keep until (ms, 0: as it is), seats (keep|hold|clear),
--      the room's record tells of what was before (0|1), number of field arguments, fields and values..., number of events, events...
-- Compare-and-set of meetings of one shard; answers 1 for each that was written, 0 for each that has another version, or whose
-- decision does not hold any more.
local patience, reconcile = ARGV[1], ARGV[2]

local function hold_seats(seats)
  for _, participant in ipairs(redis.call('ZRANGEBYSCORE', seats, '+inf', '+inf')) do
    redis.call('ZADD', seats, now + patience, participant)
  end
end

local function mind_the_rest(key, mode, keep)
  if keep ~= '0' then redis.call('PEXPIREAT', KEYS[key], keep) end
  -- Most meetings have nothing but themselves.
  if redis.call('EXISTS', unpack(KEYS, key + 1, key + 6)) == 0 then return end
  if mode == 'clear' then redis.call('DEL', KEYS[key + 1], KEYS[key + 6]) end
  if mode == 'hold' then hold_seats(KEYS[key + 1]) end
  if keep == '0' then return end
  for other = key + 1, key + 6 do redis.call('PEXPIREAT', KEYS[other], keep) end
end

local function wake_at(id, meeting, wake)
  if wake == 'inf' then return redis.call('ZREM', KEYS[1], id) end
  wake = tonumber(wake)
  local watched = redis.call('HMGET', meeting, 's', 'u')
  -- Watched, or not compared since it was.
  if watched[1] == 'o' and watched[2] then wake = math.min(wake, now + reconcile) end
  redis.call('ZADD', KEYS[1], wake, id)
end

local written, at = {}, 3
for key = 3, #KEYS, 7 do
  local meeting = KEYS[key]
  local id, version, before, wake, keep, mode = unpack(ARGV, at, at + 5)
  local fields = at + 8
  local events = fields + tonumber(ARGV[at + 7]) + 1
  local last = events + tonumber(ARGV[events - 1]) - 1
  local holds = redis.call('HGET', meeting, 'v') == version and (before == '0' or now < tonumber(before))
  if holds then
    local changed = {}
    for i = events, last do
      redis.call('XADD', KEYS[2], '*', 'm', id, 'v', tonumber(version) + i - events + 1, 'e', ARGV[i])
    end
    for i = fields, events - 2 do changed[#changed + 1] = ARGV[i] end
    redis.call('HSET', meeting, 'v', tonumber(version) + last - events + 1, unpack(changed))
    if mode ~= 'keep' or keep ~= '0' then mind_the_rest(key, mode, keep) end
    -- Writing the record anew may fail: it is compared once more at least.
    if ARGV[at + 6] == '1' and redis.call('HGET', meeting, 's') == 'o' then redis.call('HSETNX', meeting, 'u', now) end
    wake_at(id, meeting, wake)
  end
  written[#written + 1] = holds and 1 or 0
  at = last + 1
end
return written
