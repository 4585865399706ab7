-- Puts down that the bytes of all erasures up to a number have left the files; a lower number changes nothing.
-- KEYS: the erasures
-- ARGV: the number
-- Answers the highest number put down.
local gone = tonumber(redis.call('HGET', KEYS[1], 'gone') or '0')
local now = tonumber(ARGV[1])
if now > gone then
  redis.call('HSET', KEYS[1], 'gone', ARGV[1])
  gone = now
end
return gone
