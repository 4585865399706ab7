-- Stores fields in pages, all of them, and puts the pages down in their index.
-- KEYS: the index, then the page of each part
-- ARGV: of each part its page's number ('' for one that no index knows) and how many fields, then each field and its value
-- Answers how many fields it stored. At most 16,384 of them, 256 a part.
local at = 1
local stored = 0
for part = 2, #KEYS do
  local page, fields = ARGV[at], tonumber(ARGV[at + 1])
  redis.call('HSET', KEYS[part], unpack(ARGV, at + 2, at + 1 + 2 * fields))
  if page ~= '' then
    redis.call('ZADD', KEYS[1], page, page)
  end
  at = at + 2 + 2 * fields
  stored = stored + fields
end
return stored
