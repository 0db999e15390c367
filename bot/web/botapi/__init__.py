"""The project's local Bot API server: enough of Telegram, on this machine, for the bot, its tests and benchmarks.

`BotApi` is the Telegram itself with people in it, `botapi_app` its HTTP side, `serve` binds that to a loopback port:

    api = BotApi(token="1:x")
    async with serve(botapi_app(api)) as port:
        ...                                   # the bot runs with TELEGRAM_API_URL=http://127.0.0.1:<port>
        chat = api.private_chat("tg")
        api.start(chat)
        answer = await api.next_bot_message(chat)
        api.tap(chat, answer.id, answer.callback_data("Тоҷикӣ"))

Refusals follow tdlib/telegram-bot-api 10.0; what is only approximate says so where it stands.
"""

from bot.web.botapi.api import PLAYGROUND_TOKEN, BotApi
from bot.web.botapi.chats import Chat, Message, User
from bot.web.botapi.events import Event, EventKind
from bot.web.botapi.faults import ANY_METHOD, Fault, FaultKind
from bot.web.botapi.server import botapi_app
from bot.web.botapi.serving import serve

__all__ = [
    "ANY_METHOD",
    "PLAYGROUND_TOKEN",
    "BotApi",
    "Chat",
    "Event",
    "EventKind",
    "Fault",
    "FaultKind",
    "Message",
    "User",
    "botapi_app",
    "serve",
]
