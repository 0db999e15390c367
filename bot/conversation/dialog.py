"""From what a person writes or taps to what the bot says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation import card, safety, screens
from bot.conversation.actions import (
    Action,
    ChooseLanguage,
    OpenDetails,
    OpenEntry,
    OpenLanguages,
    OpenMenu,
    OpenPrivacy,
    OpenTopic,
    Screen,
)
from bot.conversation.personal import Dangers, struck_out
from bot.conversation.reply import Reply
from bot.conversation.speech import Speech
from bot.i18n.languages import BY_LOCALE, in_order_for
from bot.knowledge.model import Knowledge
from bot.matching.decide import Outcome
from bot.matching.matcher import Match, Matcher

DEFAULT_LOCALE = "ru"
"""Spoken where neither a choice, nor the question, nor Telegram's hint tells the language."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person switched on: minutes after which messages vanish (0: they stay), and short notifications."""

    vanish: int = 0
    short: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a typed question: the reply, its language, and what the matcher found."""

    reply: Reply
    locale: str
    match: Match

    @property
    def entry(self) -> str | None:
        """The entry shown as the answer."""
        return self.match.candidates[0].entry if self.match.outcome is Outcome.ANSWER else None


class Dialog:
    """Answers questions and taps; holds content only, nothing about any person. ``voice`` speaks a locale."""

    def __init__(
        self,
        knowledge: Knowledge,
        voice: Callable[[str], Speech],
        matcher: Matcher,
        guess_language: Callable[[str], str | None],
        today: Callable[[], date],
        links: Sequence[str] = (),
    ) -> None:
        self._knowledge = knowledge
        self._voice = voice
        self._matcher = matcher
        self._guess_language = guess_language
        self._today = today
        self._links = links
        self._bodies: dict[tuple[str, str], card.Body] = {}
        self._bodies_of: date | None = None
        self._dangers = Dangers(contact.value for contact in knowledge.contacts.values())

    def speech(self, locale: str | None) -> Speech:
        """Return a speaker of ``locale`` (None: of the default)."""
        return self._voice(locale or DEFAULT_LOCALE)

    def answer(
        self, text: str, chosen: str | None, hint: str | None = None, message: int = 0, *, short: bool = False
    ) -> Answered:
        """Answer a typed question.

        Args:
            text: what the person wrote.
            chosen: the language the person chose, None before any choice.
            hint: the locale of the person's Telegram app; used only when the question does not tell its language.
            message: the number of the question in its chat, for the button that deletes it.
            short: show the answer only after a tap.
        """
        written = self._guess_language(text)
        locale = chosen or written or hint or DEFAULT_LOCALE
        dangerous = self._dangers.stand_in(text)
        # A phone number says nothing of what is asked, and would hide it.
        match = self._matcher.match(struck_out(text, mark=" ") if dangerous else text, locale)
        speech = self.speech(locale)
        reply = self._reply_to(match, speech)
        answer = match.candidates[0].entry if match.outcome is Outcome.ANSWER else None
        if answer and short:
            reply = safety.behind_a_button(speech, answer)
        if chosen is None:
            reply = _before_choice(reply, locale, answer)
        elif written not in {None, chosen}:
            reply = replace(reply, rows=(*reply.rows, *screens.language_rows([BY_LOCALE[written]], answer)))
        if dangerous:
            reply = safety.with_warning(reply, speech, message)
        return Answered(reply, locale, match)

    def _reply_to(self, match: Match, speech: Speech) -> Reply:
        ids = [candidate.entry for candidate in match.candidates]
        match match.outcome:
            case Outcome.ANSWER:
                best = match.candidates[0]
                return self._card(speech, best.entry, question=best.question, others=ids[1:])
            case Outcome.SUGGEST:
                return screens.suggestions(self._knowledge, speech, ids)
            case Outcome.SMALLTALK:
                return screens.small_talk(self._knowledge, speech, match.talk or "chat")
            case Outcome.REFUSE:
                return screens.nothing_found(self._knowledge, speech)

    def _card(
        self, speech: Speech, entry: str, *, question: str | None = None, others: list[str] | None = None
    ) -> Reply:
        told = [name for name in others or () if not self._knowledge.entries[name].sensitive]
        return card.card(self._knowledge, speech, self._body(speech, entry), question=question, others=told)

    def _body(self, speech: Speech, entry: str) -> card.Body:
        """Return what is the same in every card of an entry, made once a day for each language."""
        day = self._today()
        if day != self._bodies_of:
            self._bodies, self._bodies_of = {}, day
        if (entry, speech.locale) not in self._bodies:
            made = card.body(self._knowledge, speech, self._knowledge.entries[entry], day)
            self._bodies[entry, speech.locale] = made
        return self._bodies[entry, speech.locale]

    def act(self, action: Screen, chosen: str | None, hint: str | None = None, wanted: Wanted = Wanted()) -> Reply:
        """Answer a tap on a button that opens a screen. An entry or topic that is gone leads to the first screen."""
        match action:
            case ChooseLanguage(locale=locale, entry=entry) if locale in BY_LOCALE:
                return self._opened(OpenEntry(entry) if entry else OpenMenu(), locale)
            case OpenLanguages():
                return self.languages(chosen or hint)
            case OpenPrivacy():
                return safety.privacy(self.speech(chosen or hint), wanted.vanish, short=wanted.short)
            case OpenEntry() | OpenDetails() | OpenTopic() | OpenMenu():
                once = action.locale if action.locale in BY_LOCALE else None
                locale = once or chosen or hint or DEFAULT_LOCALE
                reply = self._opened(action, locale)
                entry = action.entry if isinstance(action, OpenEntry) else None
                return reply if chosen else _before_choice(reply, locale, entry)
            case ChooseLanguage():
                return self.home(chosen or hint or DEFAULT_LOCALE)

    def _opened(self, action: OpenEntry | OpenDetails | OpenTopic | OpenMenu, locale: str) -> Reply:
        speech = self.speech(locale)
        entries = self._knowledge.entries
        match action:
            case OpenEntry(entry=entry) if entry in entries:
                return self._card(speech, entry)
            case OpenDetails(entry=entry) if entry in entries:
                return card.details_card(self._knowledge, speech, entries[entry], self._today())
            case OpenTopic(topic=topic) if topic in self._knowledge.topics():
                return screens.topic(self._knowledge, speech, topic)
            case _:
                return self.home(locale)

    def languages(self, hint: str | None) -> Reply:
        """Return the screen that asks for the language."""
        return screens.choose_language(self._voice, self._knowledge, hint)

    def home(self, locale: str) -> Reply:
        """Return the first screen."""
        return screens.home(self._knowledge, self.speech(locale))

    def help(self, chosen: str | None, hint: str | None = None) -> Reply:
        """Return what /help says."""
        locale = chosen or hint or DEFAULT_LOCALE
        reply = screens.help_screen(self._knowledge, self.speech(locale))
        return reply if chosen else _before_choice(reply, locale, None)

    def unreadable(self, kind: str, chosen: str | None, hint: str | None = None) -> Reply:
        """Return a kind answer to what is not text; ``kind`` is one of :data:`screens.UNREADABLE`."""
        locale = chosen or hint or DEFAULT_LOCALE
        reply = screens.unreadable(self._knowledge, self.speech(locale), kind)
        return reply if chosen else _before_choice(reply, locale, None)

    def about(self, chosen: str | None, hint: str | None = None) -> Reply:
        """Return what /about says."""
        return screens.about(self._knowledge, self.speech(chosen or hint), self._links)

    def too_many(self, chosen: str | None, hint: str | None = None) -> Reply:
        """Return the one notice to somebody who writes faster than is answered."""
        return safety.too_many(self._knowledge, self.speech(chosen or hint))

    def knows_entry(self, entry: str) -> bool:
        """Tell whether there is such an entry."""
        return entry in self._knowledge.entries

    def knows_contact(self, contact: str) -> bool:
        """Tell whether there is such a contact."""
        return contact in self._knowledge.contacts

    def failed(self, locale: str | None) -> Reply:
        """Return what is said when something in the bot itself went wrong."""
        return screens.failed(self.speech(locale))

    def private_only(self, locale: str | None) -> Reply:
        """Return the one line said in a group."""
        return screens.private_only(self.speech(locale))


def _before_choice(reply: Reply, locale: str, entry: str | None) -> Reply:
    """Make a reply fit for a person who has not chosen a language: what its buttons open is spoken in ``locale`` too.

    The buttons of all languages stand beneath, the one just spoken first: tapping it makes it the chosen one.
    """
    rows = [tuple(replace(button, action=_spoken(button.action, locale)) for button in row) for row in reply.rows]
    kept = (tuple(button for button in row if not isinstance(button.action, OpenLanguages)) for row in rows)
    return replace(reply, rows=(*filter(None, kept), *screens.language_rows(in_order_for(locale), entry)))


def _spoken(action: Action, locale: str) -> Action:
    if isinstance(action, OpenEntry | OpenDetails | OpenTopic | OpenMenu) and action.locale is None:
        return replace(action, locale=locale)
    return action
