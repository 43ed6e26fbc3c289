-- KEYS due, outbox
-- ARGV seat patience (ms), reconcile every (ms), number of prefixes, prefixes of the keys of a meeting (first meeting, seats, chat),
--      then for each decision: before (ms, 0: always), wake (ms, inf: never), seats (keep|hold|clear),
--      the room's record tells of what was before (0|1), number of field arguments, fields and values...,
--      number of events, events..., number of meetings, then for each of them: id, version that was read, keep until (ms, 0: as it is)
-- Compare-and-set of meetings of one shard; answers 1 for each that was written, 0 for each that has another version, or whose
-- decision does not hold any more. Thousands may end by the same decision: it comes once, and their keys are made here.
local patience, reconcile, prefixes, meeting_of, seats_of, chat_of = unpack(ARGV, 1, 6)
local last_prefix = 3 + prefixes
local due, outbox = KEYS[1], KEYS[2]

local function hold_seats(seats)
  for _, participant in ipairs(redis.call('ZRANGEBYSCORE', seats, '+inf', '+inf')) do
    redis.call('ZADD', seats, now + patience, participant)
  end
end

local function keep_until(id, keep)
  for prefix = 4, last_prefix do redis.call('PEXPIREAT', ARGV[prefix] .. id, keep) end
end

local function wake_at(id, meeting, wake)
  if wake == 'inf' then return redis.call('ZREM', due, id) end
  wake = tonumber(wake)
  local watched = redis.call('HMGET', meeting, 's', 'u')
  -- Watched, or not compared since it was.
  if watched[1] == 'o' and watched[2] then wake = math.min(wake, now + reconcile) end
  redis.call('ZADD', due, wake, id)
end

local written, at = {}, last_prefix + 1
while at < #ARGV do
  local before, wake, mode, stale = unpack(ARGV, at, at + 3)
  local fields = at + 5
  local events = fields + tonumber(ARGV[at + 4]) + 1
  local meetings = events + tonumber(ARGV[events - 1]) + 1
  local in_time = before == '0' or now < tonumber(before)
  local changed, told = { unpack(ARGV, fields, events - 2) }, { unpack(ARGV, events, meetings - 2) }
  at = meetings + 3 * ARGV[meetings - 1]
  for one = meetings, at - 1, 3 do
    local id, version, keep = unpack(ARGV, one, one + 2)
    local meeting = meeting_of .. id
    local holds = in_time and redis.call('HGET', meeting, 'v') == version
    if holds then
      for i, event in ipairs(told) do
        redis.call('XADD', outbox, '*', 'm', id, 'v', version + i, 'e', event)
      end
      redis.call('HSET', meeting, 'v', version + #told, unpack(changed))
      -- What was said goes with the meeting.
      if mode == 'clear' then redis.call('DEL', seats_of .. id, chat_of .. id) end
      if mode == 'hold' then hold_seats(seats_of .. id) end
      if keep ~= '0' then keep_until(id, keep) end
      -- Writing the record anew may fail: it is compared once more at least.
      if stale == '1' and redis.call('HGET', meeting, 's') == 'o' then redis.call('HSETNX', meeting, 'u', now) end
      wake_at(id, meeting, wake)
    end
    written[#written + 1] = holds and 1 or 0
  end
end
return written
