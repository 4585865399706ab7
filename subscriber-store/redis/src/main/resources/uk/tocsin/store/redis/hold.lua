-- Takes a lease that nobody holds.
-- KEYS: the lease
-- ARGV: who holds it then, for how many milliseconds
-- Answers 1, or 0 if somebody holds it.
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
  return 1
end
return 0
