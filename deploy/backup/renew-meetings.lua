-- ARGV what has happened since the backup, as JSON (`since.ts`)
-- Makes the meetings of a backup go on from now. Keys and fields are those of services/room-service/src/redis. Runs on a Redis that
-- nobody else uses; answers the numbers as JSON.
--
-- What happened after the backup is not in it, but may have been told: versions go on from the milliseconds of now, as they do when a
-- meeting comes back from its room, so that none of them was ever given to another event. Everybody is compared with LiveKit at once.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- As after an admission: tokens that were made meanwhile are good for ten minutes.
local watch = 660000
-- A meeting that is forgotten within it may be missing when the restore is checked.
local soon = 60000
local settings = { 'n', 'w', 'l', 'b', 'k', 'f', 'y', 'h' }
local kinds = { 'm', 'p', 'seats', 'bans', 'audit', 'lobby', 'chat' }
local count = { open = 0, expired = 0, ending = 0, ended = 0, newer = 0, lasting = 0 }

local since = cjson.decode(ARGV[1])
local records, endings = {}, {}
for _, record in ipairs(since.records) do records[record.meeting_id] = record end
for _, ending in ipairs(since.ended) do
  endings[ending.meeting_id] = math.max(endings[ending.meeting_id] or 0, ending.version)
end

-- The room's record is younger than the backup: what hosts have changed since then holds.
local function adopt(tag, id, record)
  redis.call('HDEL', tag .. ':m:' .. id, unpack(settings))
  redis.call('HSET', tag .. ':m:' .. id, unpack(record.fields))
  for _, kind in ipairs(kinds) do
    redis.call('PEXPIREAT', tag .. ':' .. kind .. ':' .. id, string.format('%.0f', record.keep_until))
  end
  count.newer = count.newer + 1
end

local function go_on(tag, id, status, version, event)
  local key = tag .. ':m:' .. id
  version = string.format('%.0f', math.max(now, version + 1))
  redis.call('HSET', key, 's', status, 'v', version)
  redis.call('ZADD', tag .. ':due', now, id)
  redis.call('XADD', tag .. ':out', '*', 'm', id, 'v', version, 'e', cjson.encode(event))
end

local function renew(key)
  local tag, id = string.match(key, '^({s%d+}):m:(.+)$')
  local left = redis.call('PTTL', key)
  if left < 0 or left > soon then count.lasting = count.lasting + 1 end
  local status, version = unpack(redis.call('HMGET', key, 's', 'v'))
  version = tonumber(version)
  if status == 'e' then
    count.ended = count.ended + 1
  elseif status == 'g' or (endings[id] or 0) > version then
    local expired = tonumber(redis.call('HGET', key, 'e')) <= now
    go_on(tag, id, 'g', version, { type = 'meeting_ending', reason = expired and 'expired' or 'ended' })
    count.ending = count.ending + 1
  else
    local record = records[id]
    if record and record.version > version then adopt(tag, id, record) end
    local room, expires = unpack(redis.call('HMGET', key, 'r', 'e'))
    -- One that was being created may have been acknowledged since: it is open, as it would be if it came back from its room.
    go_on(tag, id, 'o', version, { type = 'meeting_restored', room_sid = room or '' })
    redis.call('HSET', key, 'u', string.format('%.0f', now + watch))
    local kind = tonumber(expires) <= now and 'expired' or 'open'
    count[kind] = count[kind] + 1
  end
end

-- A scan may come to a key twice while others are written.
local seen, cursor = {}, '0'
repeat
  local found
  cursor, found = unpack(redis.call('SCAN', cursor, 'MATCH', '{s*}:m:*', 'COUNT', 1000))
  for _, key in ipairs(found) do
    if not seen[key] then
      seen[key] = true
      renew(key)
    end
  end
until cursor == '0'
return cjson.encode(count)
