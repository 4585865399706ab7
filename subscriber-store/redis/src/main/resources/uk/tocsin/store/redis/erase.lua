-- Deletes a field of a page and, if something was there, counts an erasure whose bytes have still to leave the files.
-- KEYS: the index, the page, the erasures
-- ARGV: the page's number ('' for one that no index knows), the field
-- Answers the number of the last erasure: when that one's bytes are gone, so are these.
if redis.call('HDEL', KEYS[2], ARGV[2]) == 0 then
  return tonumber(redis.call('HGET', KEYS[3], 'asked') or '0')
end
if ARGV[1] ~= '' and redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[1], ARGV[1])
end
return redis.call('HINCRBY', KEYS[3], 'asked', 1)
