"""The screens a person moves through with buttons: languages, first screen, topics, help; and short friendly lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bot.conversation.actions import ChooseLanguage, OpenEntry, OpenLanguages, OpenMenu, OpenPrivacy, OpenTopic
from bot.conversation.feedback import send_row
from bot.conversation.reply import Button, Line, Reply, Style
from bot.conversation.speech import N_, Speech
from bot.i18n.languages import Language, in_order_for
from bot.knowledge.model import Entry, Knowledge

EMERGENCY_ENTRY = "detained-now"
"""The entry behind the top button of every first screen."""
HOTLINES_ENTRY = "hotlines"
"""Whom to call: offered where the base has no answer."""

ABOUT_ENTRIES = ("who-are-you", "is-it-safe", "fake-helpers")
"""What stands beneath /about."""

_NO_OPERATOR = N_("Whoever runs this bot has not given a name here.")
_CHOOSE = N_("Choose your language")
_TOPICS = {
    "emergency": N_("❗ It is urgent"),
    "recruitment": N_("🎭 How people are lured"),
    "rights": N_("⚖️ Your rights"),
    "leaving": N_("✈️ Leaving safely"),
    "help": N_("🤝 Who helps"),
    "about": N_("ℹ️ About this bot"),
}
_SMALL_TALK = {
    "greeting": N_("Hello! Write your question in your own words, or choose below."),
    "thanks": N_("You are welcome. Take care of yourself. I am here if you need me."),
    "chat": N_("I am a program, not a person. I answer questions about your rights. Write what has happened."),
}
_CRISIS = (
    N_("I am a program, but what you wrote matters."),
    N_("If you or somebody is badly hurt: ask whoever is near to call an ambulance now, even a guard or an officer."),
    N_(
        "If you do not want to live any more: do not stay alone now. Go to a person near you, or call somebody "
        "you trust, and say it in just these words. Such hours pass, and there is no shame in it."
    ),
    N_("You can go on writing to me at any hour."),
)
_UNREADABLE = {
    "voice": N_("I cannot listen to voice messages. Please write in a few words what has happened."),
    "picture": N_("I cannot look at pictures or files. Please write your question in a few words."),
    "place": N_("I cannot use your location. It is safer to delete it. Please write your question in a few words."),
    "person": N_("I cannot use phone contacts. It is safer to delete it. Please write your question in a few words."),
    "other": N_("I can only read text. Please write your question in a few words."),
}
UNREADABLE = frozenset(_UNREADABLE)


def choose_language(voice: Callable[[str], Speech], knowledge: Knowledge, hint: str | None) -> Reply:
    """Return the screen that asks for the language, each in its own words and script.

    ``hint`` is the locale that Telegram's app seems to use: it only decides the order, and the language of the
    emergency button, which stands on this same screen.
    """
    languages = in_order_for(hint)
    lines = tuple(Line(voice(language.locale).say(_CHOOSE)) for language in languages)
    return Reply(lines, (*emergency_row(knowledge, voice(hint or "ru")), *language_rows(languages, in_place=True)))


def language_rows(
    languages: Sequence[Language], entry: str | None = None, *, in_place: bool = False
) -> tuple[tuple[Button, ...], ...]:
    """Return buttons for ``languages``, two in a row; after a tap ``entry`` (or the first screen) is shown in it."""
    buttons = [Button(each.name, ChooseLanguage(each.locale, entry), in_place=in_place) for each in languages]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def emergency_row(knowledge: Knowledge, speech: Speech) -> tuple[tuple[Button, ...], ...]:
    """Return the row of the emergency button; no row where the base has no such entry."""
    entries = _existing(knowledge, EMERGENCY_ENTRY)
    return tuple((Button("🆘 " + speech.title(entry), OpenEntry(entry.id)),) for entry in entries)


def _existing(knowledge: Knowledge, name: str) -> Collection[Entry]:
    """Return the entry ``name``, or nothing where the base has none."""
    return [knowledge.entries[name]] if name in knowledge.entries else []


def home(knowledge: Knowledge, speech: Speech) -> Reply:
    """Return the first screen: the emergency on top, then the topics."""
    _ = speech.say
    blocks = (
        Line(_("Write your question in your own words, or choose below."), Style.STRONG),
        Line(_("I do not need your name or your documents. I answer from sources and say which.")),
    )
    topics = tuple((Button(_(_TOPICS[topic]), OpenTopic(topic), in_place=True),) for topic in knowledge.topics())
    last = (
        Button(_("🌐 Language"), OpenLanguages(), in_place=True),
        Button(_("🔒 Privacy, deleting"), OpenPrivacy(), in_place=True),
    )
    return Reply(blocks, (*emergency_row(knowledge, speech), *topics, last))


def topic(knowledge: Knowledge, speech: Speech, name: str) -> Reply:
    """Return the screen of a topic: its entries as buttons."""
    _ = speech.say
    entries = (entry for entry in knowledge.in_topic(name) if not entry.discreet)
    rows = tuple((Button(speech.title(entry), OpenEntry(entry.id)),) for entry in entries)
    back = (Button(_("← Back"), OpenMenu(), in_place=True),)
    return Reply((Line(_(_TOPICS[name]), Style.STRONG),), (*rows, back))


def help_screen(knowledge: Knowledge, speech: Speech) -> Reply:
    """Return what /help says."""
    _ = speech.say
    blocks = (
        Line(_("How to use this bot"), Style.STRONG),
        Line(_("Write what has happened, in any of the languages, as you would tell a friend. One message is enough.")),
        Line(_("If the answer does not fit, write it in other words or look in the menu.")),
        Line(_("/menu shows the topics, /language changes the language.")),
        Line(_("/clear deletes all messages here, /privacy says what is kept, /about says whose bot this is.")),
        Line(_("This is general information and does not replace a lawyer.")),
    )
    return Reply(blocks, (*emergency_row(knowledge, speech), (Button(_("Menu"), OpenMenu()),)))


def small_talk(knowledge: Knowledge, speech: Speech, kind: str) -> Reply:
    """Return a friendly line to a greeting, to thanks, or to a word about the bot itself."""
    _ = speech.say
    menu = (Button(_("Menu"), OpenMenu()),)
    if kind == "crisis":
        lines = tuple(Line(_(text)) for text in _CRISIS)
        return Reply(lines, (*emergency_row(knowledge, speech), *_call_row(knowledge, speech), menu))
    return Reply((Line(_(_SMALL_TALK[kind])),), (*emergency_row(knowledge, speech), menu))


def suggestions(knowledge: Knowledge, speech: Speech, entries: Collection[str]) -> Reply:
    """Return "did you mean" with the titles of ``entries`` as buttons."""
    _ = speech.say
    rows = [(Button(speech.title(knowledge.entries[name]), OpenEntry(name)),) for name in entries]
    menu = (Button(_("None of these: menu"), OpenMenu()),)
    return Reply((Line(_("I am not sure that I understood. Did you mean one of these?")),), (*rows, menu))


def nothing_found(knowledge: Knowledge, speech: Speech) -> Reply:
    """Return the honest "I do not have this", with the emergency, whom to call, and the topics one tap away."""
    _ = speech.say
    blocks = (
        Line(_("I have no answer to this, and I do not guess.")),
        Line(_("Try other words, or look here:")),
    )
    topics = tuple((Button(_(_TOPICS[name]), OpenTopic(name)),) for name in knowledge.topics())
    first = (*emergency_row(knowledge, speech), *_call_row(knowledge, speech))
    return Reply(blocks, (*first, *topics, send_row(speech)))


def _call_row(knowledge: Knowledge, speech: Speech) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(speech.title(entry), OpenEntry(entry.id)),) for entry in _existing(knowledge, HOTLINES_ENTRY))


def about(knowledge: Knowledge, speech: Speech, links: Sequence[str]) -> Reply:
    """Return whose bot this is, its true addresses (``links``), and how to tell it from a false one."""
    _ = speech.say
    operator = _("This bot is run by: {name}").format(name=speech.operator) if speech.operator else _(_NO_OPERATOR)
    addresses = [Line(_("The true addresses of this bot and its channels:")), Line("\n".join(links), Style.STRONG)]
    blocks = (
        Line(_("ℹ️ About this bot"), Style.STRONG),
        Line(operator),
        *(addresses if links else [Line(_("Whoever runs it has not listed its true addresses here."))]),
        Line(
            _(
                "A false bot can have the same name and picture. Tap the name above and compare what stands after @, "
                "letter by letter. A true one never asks for your name, documents, money or a code."
            )
        ),
    )
    entries = [entry for name in ABOUT_ENTRIES for entry in _existing(knowledge, name)]
    rows = tuple((Button(speech.title(entry), OpenEntry(entry.id)),) for entry in entries)
    return Reply(blocks, (*rows, (Button(_("Menu"), OpenMenu()),)))


def unreadable(knowledge: Knowledge, speech: Speech, kind: str) -> Reply:
    """Return a kind answer to what is not text; ``kind`` is one of :data:`UNREADABLE`."""
    _ = speech.say
    rows = (*emergency_row(knowledge, speech), (Button(_("Menu"), OpenMenu()),))
    return Reply((Line(_(_UNREADABLE[kind])),), rows)


def failed(speech: Speech) -> Reply:
    """Return what is said when something in the bot itself went wrong."""
    _ = speech.say
    return Reply((Line(_("Something went wrong on my side. Please send it once more, or open /menu.")),))


def private_only(speech: Speech) -> Reply:
    """Return the one line said in a group: questions belong into a private chat."""
    _ = speech.say
    return Reply((Line(_("Please write to me in a private chat; in a group everybody can read your question.")),))
