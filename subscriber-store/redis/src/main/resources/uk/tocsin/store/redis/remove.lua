-- Deletes a field of a page; its bytes stay in the append-only file for as long as that is not rewritten.
-- KEYS: the index, the page, the erasures (which it leaves alone)
-- ARGV: the page's number ('' for one that no index knows), the field
-- Answers 1, or 0 if there was nothing.
if redis.call('HDEL', KEYS[2], ARGV[2]) == 0 then
  return 0
end
if ARGV[1] ~= '' and redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[1], ARGV[1])
end
return 1
