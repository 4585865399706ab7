-- Gives each blind index to its claimant, unless it has an owner.
-- KEYS: the bucket of each
-- ARGV: of each its place in the bucket and the claimant
-- Answers the owner of each. At most 4,096 of them.
local owners = {}
for i = 1, #KEYS do
  local place, claimant = ARGV[2 * i - 1], ARGV[2 * i]
  local owner = redis.call('HGET', KEYS[i], place)
  if not owner then
    redis.call('HSET', KEYS[i], place, claimant)
    owner = claimant
  end
  owners[i] = owner
end
return owners
