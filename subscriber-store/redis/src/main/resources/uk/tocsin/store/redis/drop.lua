-- Makes a snapshot count no longer.
-- KEYS: the snapshots of a log
-- ARGV: the id
-- Answers 1, or 0 if it is not there.
local row = redis.call('HGET', KEYS[1], ARGV[1])
if not row then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], 'dropped ' .. string.match(row, '^%a+ (.*)$'))
return 1
