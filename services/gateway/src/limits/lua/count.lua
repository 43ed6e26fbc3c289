-- KEYS counters; ARGV 1 to count and 0 to look, then for each counter how many it takes and its window (ms)
-- Answers for each counter the milliseconds until it has room again, 0 when it has now.
local waits, room = {}, true
for i, key in ipairs(KEYS) do
  waits[i] = 0
  if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[2 * i]) then
    waits[i] = math.max(redis.call('PTTL', key), 1)
    room = false
  end
end
if ARGV[1] == '1' and room then
  for i, key in ipairs(KEYS) do
    redis.call('SET', key, '0', 'NX', 'PX', ARGV[2 * i + 1])
    redis.call('INCR', key)
  end
end
return waits
