"""An entry as an answer card: a neutral first line (a locked screen shows it), what to do now, then the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from bot.conversation.actions import Copy, OpenDetails, OpenEntry, OpenLanguages, OpenMenu, Share
from bot.conversation.feedback import no_answer_button, vote_row
from bot.conversation.reply import Block, Button, Folded, Line, Phrases, Reply, Steps, Style
from bot.conversation.screens import EMERGENCY_ENTRY
from bot.conversation.speech import N_, Speech
from bot.i18n.catalogs import State, Translation
from bot.knowledge.model import Contact, Entry, Knowledge

_TELL = N_(
    "I have been taken to the police. Place (department, address): ____. Time: ____. "
    "Please find a lawyer for me and tell my family. If I do not answer, ask for me there."
)
MOST_CARD_CHARACTERS = 1800
"""An answer stays within two screens of an old phone; ``check`` refuses longer cards (details not counted)."""
MOST_RELATED = 4
MOST_CONTACTS = 2
"""Contacts of a card read in danger; further ones stand with the details. Where a contact is the answer, all do."""
_RUSSIAN = "ru"
_LOOKS_LIKE_ADDRESS = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")
"""The stop in a newspaper's name (24.kg): Telegram would make a link of it, to whoever owns that address. An invisible
joiner behind it prevents that. Contacts and the addresses of sources are shown as they are.
"""
_COUNTRIES = {"uz": "uz", "tg": "tj", "ky": "kg"}
"""The country of most who read a language: its offices come first, those of the others stand with the details."""


@dataclass(slots=True)
class _Texts:
    """Reads the texts of one card and remembers which of them are not current."""

    speech: Speech
    entry: Entry
    seen: list[Translation] = field(default_factory=list)

    def __call__(self, name: str, text: str) -> str:
        """Return a text of the entry."""
        return self.kept(self.speech.entry_text(self.entry, name, text))

    def kept(self, translation: Translation) -> str:
        """Return the text of ``translation``, with nothing in it to tap, and remember its state."""
        self.seen.append(translation)
        return (
            _LOOKS_LIKE_ADDRESS.sub(".\N{WORD JOINER}", translation.text)
            if "." in translation.text
            else translation.text
        )


@dataclass(frozen=True, slots=True)
class Body:
    """What is the same in every card of an entry on one day in one language: the text, and the buttons of contacts."""

    entry: Entry
    blocks: tuple[Block, ...]
    contact_rows: tuple[tuple[Button, ...], ...]
    has_more: bool


def body(knowledge: Knowledge, speech: Speech, entry: Entry, today: date) -> Body:
    """Return the body of the card of ``entry``.

    Args:
        knowledge: where contacts, sources and related entries are found.
        speech: the reader's language.
        entry: the entry.
        today: decides which contacts may still be shown.
    """
    _ = speech.say
    texts = _Texts(speech, entry)
    contacts = _contacts(knowledge, speech, entry, today)
    blocks: list[Block] = [
        Line(_("ℹ️ Here is the information.")),
        Line(texts("short", entry.short), Style.STRONG),
        *_what_to_do(texts, entry),
        *_contact_lines(texts, contacts.first),
    ]
    if contacts.withdrawn:
        blocks.append(Line(_("A contact was withdrawn, because nobody has confirmed it lately."), Style.FAINT))
    blocks.append(_sources(knowledge, texts, entry))
    blocks += _state_lines(knowledge, speech, entry, texts.seen)
    rows = (*_relative_row(speech, entry), *_contact_rows(speech, contacts.first))
    return Body(entry, tuple(blocks), rows, bool(entry.details or contacts.further))


def card(
    knowledge: Knowledge, speech: Speech, body: Body, *, question: str | None = None, others: Sequence[str] = ()
) -> Reply:
    """Return an answer card.

    Args:
        knowledge: where related entries are found.
        speech: the reader's language.
        body: what is the same in every card of the entry.
        question: the example question that was matched; None when the entry was opened by a button.
        others: ids of entries that may be meant instead; offered before the related ones.
    """
    rows = [*body.contact_rows, *_entry_rows(knowledge, speech, body.entry, others, more=body.has_more)]
    if question is not None:
        rows.insert(-1, vote_row(speech, body.entry.id))
    return Reply((*body.blocks, _matched(speech, body.entry, question)), tuple(rows))


def entry_card(
    knowledge: Knowledge,
    speech: Speech,
    entry: Entry,
    today: date,
    *,
    question: str | None = None,
    others: Sequence[str] = (),
) -> Reply:
    """Return the answer card of ``entry`` with a body made for it; see :func:`body` and :func:`card`."""
    return card(knowledge, speech, body(knowledge, speech, entry, today), question=question, others=others)


def _relative_row(speech: Speech, entry: Entry) -> Iterator[tuple[Button, ...]]:
    """Yield the button with which somebody who is held tells a relative, in Russian and in their own language."""
    _ = speech.say
    if entry.id == EMERGENCY_ENTRY:
        yield (Button(_("📨 Tell a relative"), Share(speech.say_in(_RUSSIAN, _TELL), _(_TELL))),)


@dataclass(frozen=True, slots=True)
class _Contacts:
    """The contacts of an entry for one reader: on the card, with the details, and how many were withdrawn."""

    first: Sequence[Contact]
    further: Sequence[Contact]
    withdrawn: int


def _contacts(knowledge: Knowledge, speech: Speech, entry: Entry, today: date) -> _Contacts:
    """Choose among the contacts of ``entry``: the reader's own country first, other countries' with the details.

    A language is not a passport: who reads Uzbek may be a citizen of Kyrgyzstan, so nothing is hidden for good. Russian
    and English are read by citizens of every country; there the order is the author's.
    """
    named = [knowledge.contacts[name] for name in entry.contacts]
    shown = [contact for contact in named if contact.shown_on(today)]
    country = _COUNTRIES.get(speech.locale.partition("_")[0])
    if country:
        shown.sort(key=lambda contact: (contact.country not in {country, None}, contact.country is None))
    served = [contact for contact in shown if country is None or contact.country in {country, None}] or shown
    most = len(served) if entry.needs_contact else MOST_CONTACTS
    return _Contacts(served[:most], [each for each in shown if each not in served[:most]], len(named) - len(shown))


def _what_to_do(texts: _Texts, entry: Entry) -> Iterator[Block]:
    _ = texts.speech.say
    if entry.steps:
        yield Steps(tuple(texts("steps", step) for step in entry.steps))
    if entry.say:
        russian_reader = texts.speech.locale == _RUSSIAN
        yield Phrases(
            _("🗣 Say or show to the officer:"),
            tuple((phrase.ru, "" if russian_reader else texts("say", phrase.meaning)) for phrase in entry.say),
        )
    if entry.warning:
        yield Line("⚠️ " + texts("warning", entry.warning))


def _contact_lines(texts: _Texts, contacts: Sequence[Contact]) -> Iterator[Block]:
    _ = texts.speech.say
    yield from (Line(_contact_line(texts, contact)) for contact in contacts)
    if any(contact.confirmed_on is None for contact in contacts):
        yield Line(_("We have not tried these contacts ourselves yet."), Style.FAINT)


def _contact_line(texts: _Texts, contact: Contact) -> str:
    """Return a contact with its exact string, what it is for, its risk, and when it was confirmed or seen."""
    speech = texts.speech
    _ = speech.say
    symbol = {"phone": "📞", "email": "✉️", "web": "🌐", "telegram": "✈️", "address": "📍"}[contact.kind]
    name = texts.kept(speech.contact_text(contact, "name", contact.name))
    parts = [f"{symbol} {name}: {contact.value}", texts.kept(speech.contact_text(contact, "what", contact.what))]
    if contact.risk:
        parts.append("⚠️ " + texts.kept(speech.contact_text(contact, "risk", contact.risk)))
    if contact.confirmed_on:
        parts.append(_("Confirmed on {day}.").format(day=speech.day(contact.confirmed_on)))
    else:
        page = (urlsplit(contact.seen_at).hostname or contact.seen_at).removeprefix("www.")
        seen = speech.loose_day(contact.seen_on) or _("no date")
        parts.append(_("Seen on {page} ({date}).").format(page=page, date=seen))
    return "\n".join(parts)


def _sources(knowledge: Knowledge, texts: _Texts, entry: Entry) -> Folded:
    speech = texts.speech
    _ = speech.say
    lines: list[str] = []
    for citation in entry.sources:
        source = knowledge.sources[citation.source]
        published = "" if source.kind in {"law", "treaty"} else speech.loose_day(source.published)
        title, where = texts.kept(speech.source_title(source)), texts.kept(speech.where(citation.where))
        named = ", ".join(filter(None, (title, where, published)))
        lines.append(f"• {named}" + (f"\n{source.url}" if source.link else ""))
    lines.append(_("Checked against the sources on {day}.").format(day=speech.day(entry.checked)))
    return Folded(_("📚 Sources"), tuple(lines))


def _state_lines(knowledge: Knowledge, speech: Speech, entry: Entry, seen: Sequence[Translation]) -> Iterator[Line]:
    _ = speech.say
    if any(translation.state is State.MISSING for translation in seen):
        yield Line(_("Part of this is not translated yet and is shown in another language."), Style.FAINT)
    if changed := max((each.changed for each in seen if each.changed), default=None):
        changed_on = _("The source text was changed on {day}, the translation follows.")
        yield Line(changed_on.format(day=speech.day(changed)), Style.FAINT)
    match speech.read_by_lawyer(knowledge, entry), speech.read_by_native(knowledge, entry):
        case False, False:
            yield Line(_("No lawyer and no native speaker has checked this text yet."), Style.FAINT)
        case True, False:
            yield Line(_("No native speaker has checked this text yet."), Style.FAINT)
        case False, True:
            yield Line(_("No lawyer has checked this text yet."), Style.FAINT)


def _matched(speech: Speech, entry: Entry, question: str | None) -> Line:
    _ = speech.say
    if question is None:
        return Line(_("This is about: {title}").format(title=speech.title(entry)), Style.FAINT)
    understood = _("I understood your question as: “{question}” — {title}")
    return Line(understood.format(question=question, title=speech.title(entry)), Style.FAINT)


def _contact_rows(speech: Speech, contacts: Sequence[Contact]) -> Iterator[tuple[Button, ...]]:
    _ = speech.say
    for contact in contacts:
        copy = Button(_("Copy: {contact}").format(contact=contact.value), Copy(contact.value))
        yield (copy, no_answer_button(speech, contact.id))


def _entry_rows(
    knowledge: Knowledge, speech: Speech, entry: Entry, others: Sequence[str], *, more: bool
) -> Iterator[tuple[Button, ...]]:
    _ = speech.say
    if speech.locale != _RUSSIAN:  # to show to somebody who reads only Russian: an officer, a lawyer
        yield (Button(_("Show in Russian"), OpenEntry(entry.id, _RUSSIAN)),)
    if more:
        yield (Button(_("More about this"), OpenDetails(entry.id)),)
    related = [name for name in entry.related if entry.sensitive or not knowledge.entries[name].discreet]
    for name in list(dict.fromkeys((*others, *related)))[:MOST_RELATED]:
        yield (Button(speech.title(knowledge.entries[name]), OpenEntry(name)),)
    yield (Button(_("Menu"), OpenMenu()), Button(_("🌐 Language"), OpenLanguages()))


def details_card(knowledge: Knowledge, speech: Speech, entry: Entry, today: date) -> Reply:
    """Return what stands behind the "More" button of ``entry``: its details, and contacts that had no room before."""
    _ = speech.say
    texts = _Texts(speech, entry)
    further = _contacts(knowledge, speech, entry, today).further
    blocks: list[Block] = [Line(_("ℹ️ Here is the information.")), Line(speech.title(entry), Style.STRONG)]
    blocks.append(Line(texts("details", entry.details) if entry.details else texts("short", entry.short)))
    blocks += _contact_lines(texts, further)
    blocks += _state_lines(knowledge, speech, entry, texts.seen)
    back = Button(_("Back to the answer"), OpenEntry(entry.id))
    return Reply(tuple(blocks), (*_contact_rows(speech, further), (back, Button(_("Menu"), OpenMenu()))))
