"""What Redis must do in one go, in its language Lua: a script runs alone, whatever other bots ask meanwhile.

Keys that a script finds by itself are made from the beginnings it is given; so it needs one server, not a cluster.
"""

from typing import Final

# What deletes, or only gives a time anew, must be done even when the server's memory is full.
_ALWAYS: Final = "#!lua flags=allow-oom\n"

_INDEX: Final = """
-- Puts a chat where its first timer belongs, or forgets that it had any.
local function index(due, timers, sealed, chat, kept)
    local first = redis.call('ZRANGE', timers, 0, 0, 'WITHSCORES')
    if first[2] then
        redis.call('ZADD', due, first[2], chat)
        redis.call('EXPIRE', due, kept)
    else
        redis.call('ZREM', due, chat)
        redis.call('DEL', sealed)
    end
end
"""

TAKE_TIMERS: Final = (
    _ALWAYS
    + _INDEX
    + """
local due, now, later, most, timers_of, sealed_of, kept = KEYS[1], unpack(ARGV)
local taken = {}
for _, chat in ipairs(redis.call('ZRANGE', due, '-inf', now, 'BYSCORE', 'LIMIT', 0, most)) do
    local timers, sealed = timers_of .. chat, sealed_of .. chat
    local messages = redis.call('ZRANGE', timers, '-inf', now, 'BYSCORE')
    for _, message in ipairs(messages) do
        redis.call('ZADD', timers, later, message)
    end
    if #messages > 0 then
        table.insert(taken, {chat, redis.call('GET', sealed), messages})
    end
    index(due, timers, sealed, chat, kept)
end
return taken
"""
)
"""Keys: due. Given: now, when they are due again, how many chats at most, the beginnings of timers and of sealed, how
long due is kept. Returns (chat, its encrypted id, messages) of each chat."""

FORGET_MESSAGES: Final = (
    _ALWAYS
    + _INDEX
    + """
local messages, timers, sealed, due = unpack(KEYS)
for place = 3, #ARGV do
    redis.call('ZREM', messages, ARGV[place])
    redis.call('ZREM', timers, ARGV[place])
end
index(due, timers, sealed, ARGV[1], ARGV[2])
"""
)
"""Keys: messages, timers, sealed, due. Given: the chat, how long due is kept, the messages."""

FORGET: Final = (
    _ALWAYS
    + """
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', unpack(KEYS, 2))
"""
)
"""Keys: due, and all of the chat. Given: the chat."""

KEEP_QUESTION: Final = """
local questions, last = unpack(KEYS)
local question_of, now, kept, surplus, day, locale, sealed_text = unpack(ARGV)
local number = string.format('%010d', redis.call('INCR', last))
redis.call('HSET', question_of .. number, 'day', day, 'locale', locale, 'sealed_text', sealed_text)
redis.call('ZADD', questions, now, number)
for _, key in ipairs({question_of .. number, questions, last}) do
    redis.call('EXPIRE', key, kept)
end
for _, oldest in ipairs(redis.call('ZRANGE', questions, 0, surplus)) do
    redis.call('DEL', question_of .. oldest)
end
redis.call('ZREMRANGEBYRANK', questions, 0, surplus)
"""
"""Keys: questions, last-question. Given: the beginning of question, now, how long all is kept, the place (from the end)
of the first question that is too many, day, locale and encrypted text."""
