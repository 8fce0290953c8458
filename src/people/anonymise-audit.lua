-- Takes somebody's names out of the audit log. Entries of a stream cannot be changed: where one has to, the stream is
-- written anew, with the same ids.
-- KEYS  1 the stream
-- ARGV  1 what stands in the place of a name  2… names
-- Gives how many entries were changed.
local anonymous = ARGV[1]
local names, subjects = {}, {}
for i = 2, #ARGV do
  names[ARGV[i]] = true
  for _, kind in ipairs({ 'user:', 'chat:' }) do subjects[kind .. ARGV[i]] = kind .. anonymous end
end

local entries = redis.call('XRANGE', KEYS[1], '-', '+')
local changed = 0
for _, entry in ipairs(entries) do
  local fields, touched = entry[2], false
  for i = 1, #fields, 2 do
    local value = fields[i + 1]
    if (fields[i] == 'who' or fields[i] == 'where') and names[value] then
      fields[i + 1] = anonymous
    elseif fields[i] == 'what' then
      fields[i + 1] = string.gsub(value, '%S+', subjects)
    end
    touched = touched or fields[i + 1] ~= value
  end
  if touched then changed = changed + 1 end
end
if changed == 0 then return 0 end

redis.call('DEL', KEYS[1])
for _, entry in ipairs(entries) do redis.call('XADD', KEYS[1], entry[1], unpack(entry[2])) end
return changed
