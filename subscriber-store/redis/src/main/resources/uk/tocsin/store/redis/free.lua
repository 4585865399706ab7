-- Gives a lease back.
-- KEYS: the lease
-- ARGV: who holds it
-- Answers 1, or 0 if it had ended.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call('UNLINK', KEYS[1])
