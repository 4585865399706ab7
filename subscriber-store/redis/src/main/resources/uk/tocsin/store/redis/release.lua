-- Takes a blind index from its owner.
-- KEYS: the bucket
-- ARGV: its place in the bucket, the owner
-- Answers 1, or 0 if it is somebody else's or nobody's.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
return redis.call('HDEL', KEYS[1], ARGV[1])
