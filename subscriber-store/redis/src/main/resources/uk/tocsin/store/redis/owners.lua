-- Looks the owners of blind indexes up.
-- KEYS: the bucket of each
-- ARGV: of each its place in the bucket
-- Answers the owner of each, '' for none. At most 4,096 of them.
local owners = {}
for i = 1, #KEYS do
  owners[i] = redis.call('HGET', KEYS[i], ARGV[i]) or ''
end
return owners
