-- Makes a snapshot count, if it is still being written, and drops others of the same position.
-- KEYS: the snapshots of a log
-- ARGV: the id, the position
-- Answers 1, or 0 if somebody has dropped it meanwhile. A log has three snapshots or so.
local mine = redis.call('HGET', KEYS[1], ARGV[1])
if not mine or string.sub(mine, 1, 8) ~= 'writing ' then
  return 0
end
local rows = redis.call('HGETALL', KEYS[1])
for i = 1, #rows, 2 do
  local rest = string.match(rows[i + 1], '^verified (.*)$')
  if rest and string.match(rest, '^%d+') == ARGV[2] then
    redis.call('HSET', KEYS[1], rows[i], 'dropped ' .. rest)
  end
end
redis.call('HSET', KEYS[1], ARGV[1], 'verified ' .. string.sub(mine, 9))
return 1
