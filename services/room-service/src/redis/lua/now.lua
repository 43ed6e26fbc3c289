-- Put before every script. The last argument is added to Redis's clock: 0, but where tests let the time jump.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[#ARGV])
