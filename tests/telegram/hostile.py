"""Updates as no Telegram would bring them: those of a crowd that does all a person can do, spoilt at random."""

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.conversation.actions import (
    Action,
    ChooseLanguage,
    Clear,
    DeleteQuestion,
    DeleteThis,
    Forget,
    NoAnswer,
    OpenDetails,
    OpenEntry,
    OpenLanguages,
    OpenMenu,
    OpenPrivacy,
    OpenTopic,
    PreviewQuestion,
    SendQuestion,
    ShortNotifications,
    VanishAfter,
    Vote,
)
from bot.telegram.callback import encode
from bot.telegram.delivery import ALLOWED_UPDATES
from bot.web.botapi import BotApi, Chat
from bot.web.botapi.entities import Formatted
from bot.web.botapi.params import JsonObject
from bot.web.botapi.people import People
from bot.web.botapi.updates import UpdateQueue

MUTATIONS = 3_000
BATCH = 100
"""Updates that are in hand at once."""
LONGEST = 60.0
"""Seconds for all of them; it takes a few."""

NAME, USERNAME, WORD, PHONE = "Kanarejkova", "kanarejka_bird", "канарейка", "998901234567"
CANARIES = ("kanarej", WORD, PHONE)
OUR_EVENT = re.compile(r"event=[a-z_]+( (outcome|locale|entry|error|why)=[A-Za-z0-9_.?-]+)*( (ms|retry_in)=\d+\.\d)*")

COMMANDS = (
    "/start",
    "/start ru__detained-now__ngo",
    f"/start {USERNAME}",
    "/menu",
    "/language",
    "/help",
    "/privacy",
    "/about",
    "/clear",
    "/forget",
    f"/{USERNAME}",
)
QUESTIONS = (
    f"{WORD} меня задержали что делать",
    f"сколько часов меня могут держать, мой телефон {PHONE}, {NAME} @{USERNAME}",
    "привет",
    "удали всё",
)
BUTTONS: tuple[Action, ...] = (
    OpenEntry("detained-now"),
    OpenEntry("detained-now", "tg"),
    OpenEntry(USERNAME),
    OpenDetails("detained-now", "ru"),
    OpenTopic("rights"),
    OpenMenu(),
    OpenMenu("ky"),
    OpenLanguages(),
    OpenPrivacy(),
    ChooseLanguage("uz"),
    ChooseLanguage("uz", "detained-now"),
    Clear(),
    Forget(),
    DeleteThis(),
    DeleteQuestion(1),
    VanishAfter(5),
    VanishAfter(0),
    ShortNotifications(on=True),
    ShortNotifications(on=False),
    Vote(helped=True, entry="detained-now"),
    Vote(helped=False, entry="detained-now"),
    PreviewQuestion(),
    SendQuestion(),
    NoAnswer("ovd-info-email"),
)


def nested(depth: int) -> object:
    """Return lists and objects in each other."""
    return {NAME: [nested(depth - 1)]} if depth else WORD


JUNK: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    int(PHONE),
    -int(PHONE),
    2**31,
    2**53 + 1,
    2**63,
    -(2**63) - 1,
    10**60,
    1.5,
    1e308,
    float("nan"),
    float("inf"),
    "",
    "0",
    WORD,
    PHONE,
    f"@{USERNAME}",
    f"/{USERNAME}@local_bot {NAME}",
    "x" * 65,
    f"{WORD} " * 3_000,
    "🆘" * 500,
    f"{NAME}\x00\r\n\t\x1b[31m event=answered",
    f"\ud83d{WORD}\udc00\ud800",
    "\u202e\u200d\ufeff\U000e0001" * 20 + "Z\u0335\u0321\u0353" * 20,
    "%s %d {0} {name} <b><i>&lt;</b>",
    [],
    {},
    [None],
    [WORD, -1, {}],
    nested(50),
    {"id": {"id": {"id": [NAME]}}},
    {"id": int(PHONE), "type": "private", "first_name": NAME},
    {"id": PHONE, "is_bot": "no", "first_name": None},
    {"": "", WORD: WORD, "update_id": -1, "from": {}, "chat": {}},
)


class Crowd(People):
    """People in the bot's own Telegram, whose updates are kept from the bot: they are to be spoilt first."""

    def __init__(self, api: BotApi) -> None:
        state = copy.copy(api.state)
        state.updates = UpdateQueue(state.now)
        super().__init__(state)

    def updates(self) -> list[JsonObject]:
        """Let new people do everything once, and return Telegram's updates of it."""
        self.state.updates.clear()
        self._write(self._newcomer())
        for command in COMMANDS:
            self.say(self._newcomer(), command)
        for number, action in enumerate(BUTTONS):
            self._press(self._newcomer(), encode(action, in_place=number % 2 == 0))
        group, member = self.group(NAME), self.person("ky", NAME)
        for text in ("/start", "/help@local_bot", f"/{USERNAME}", WORD):
            self.say(group, text, member)
        return [copy.deepcopy(pending.body) for pending in self.state.updates.pending()]

    def _newcomer(self) -> Chat:
        return self.private_chat("uz", NAME, USERNAME)

    def _write(self, chat: Chat) -> None:
        for question in QUESTIONS:
            asked = self.say(chat, question)
        self.edit(chat, asked.id, QUESTIONS[0])
        self.send_voice(chat)
        self.send_photo(chat, QUESTIONS[1])
        self.send_contact(chat, PHONE, NAME)
        picture = {"file_id": USERNAME, "file_unique_id": "1", "width": 9, "height": 9}
        for _ in range(2):
            self.send_content(chat, {"photo": [picture], "media_group_id": str(asked.id)})

    def _press(self, chat: Chat, data: str) -> None:
        """Tap a button under the bot's answer to a question."""
        asked = self.state.new_message(chat, chat.person, Formatted(QUESTIONS[0]))
        answer = self.state.new_message(chat, self.state.bot, Formatted("ℹ️"))
        answer.content = {"reply_to_message": asked.as_json()}
        answer.markup = {"inline_keyboard": [[{"text": "…", "callback_data": data}]]}
        for message in (asked, answer):
            chat.keep(message)
        self.tap(chat, answer.id, data)


@dataclass(frozen=True)
class Spot:
    """A place in an update."""

    holder: Any  # an object or a list of JSON
    key: Any

    @property
    def value(self) -> Any:
        return self.holder[self.key]

    def put(self, value: object) -> None:
        self.holder[self.key] = copy.deepcopy(value)


def spots(value: object) -> Iterator[Spot]:
    """Find every place in ``value``, however deep."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(inside):
        yield Spot(value, key)
        yield from spots(inner)


def leave_out(update: JsonObject, chance: Random) -> None:
    spot = chance.choice(list(spots(update)))
    del spot.holder[spot.key]


def replace(update: JsonObject, chance: Random) -> None:
    """Put junk into a place, more often than not of the type that belongs there."""
    spot = chance.choice(list(spots(update)))
    alike = [junk for junk in JUNK if type(junk) is type(spot.value)]
    spot.put(chance.choice(alike if alike and chance.random() < 0.6 else JUNK))


def add(update: JsonObject, chance: Random) -> None:
    holders = [update, *(spot.value for spot in spots(update) if isinstance(spot.value, dict))]
    names = [spot.key for spot in spots(update) if isinstance(spot.key, str)]
    Spot(chance.choice(holders), chance.choice(names)).put(chance.choice(JUNK))


def swap(update: JsonObject, chance: Random) -> None:
    one, other = chance.choices(list(spots(update)), k=2)
    first, second = copy.deepcopy((one.value, other.value))
    other.put(first)
    one.put(second)


def duplicate(update: JsonObject, chance: Random) -> None:
    """Put a part into another place as well: once, many times, or as all that an update can hold."""
    one, other = chance.choices(list(spots(update)), k=2)
    value = copy.deepcopy(one.value)
    other.put(chance.choice((value, [value] * 50, {"message": value, "from": value, "chat": value})))


def rename(update: JsonObject, chance: Random) -> None:
    """Give what the update holds as one of another kind, instead or besides."""
    kinds = (*ALLOWED_UPDATES, "channel_post", "my_chat_member", "inline_query", "poll")
    for kind in [key for key in update if key != "update_id"]:
        update[chance.choice(kinds)] = copy.deepcopy(update[kind]) if chance.random() < 0.5 else update.pop(kind)


def cut(update: JsonObject, chance: Random) -> None:
    """Shorten the data of a button, or any text where there is none, and maybe go on with something else."""
    texts = [spot for spot in spots(update) if isinstance(spot.value, str)]
    if not texts:
        return
    spot = chance.choice([spot for spot in texts if spot.key == "data"] or texts)
    spot.put(spot.value[: chance.randrange(len(spot.value) + 1)] + chance.choice(("", "", ":", "~", WORD, "::::")))


MUTATORS: tuple[Callable[[JsonObject, Random], None], ...] = (
    *(leave_out, replace, replace, replace, add, swap, duplicate, rename, cut),
)


def spoilt(updates: Callable[[], list[JsonObject]], chance: Random) -> Iterator[JsonObject]:
    """Yield updates without end, each after one to three mutations of all but its number, which is looked at before."""
    while True:
        for update in updates():
            number = update["update_id"]
            for _ in range(chance.choice((1, 1, 2, 3))):
                if any(spots(update)):
                    chance.choice(MUTATORS)(update, chance)
            yield {**update, "update_id": number}
