"""Reviews: their state follows the text, whatever anybody wrote into a file."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from bot.i18n.catalogs import Catalogs, Messages, message_key
from bot.i18n.reviews import (
    Review,
    Reviews,
    ReviewState,
    legal_hash,
    load_reviews,
    native_hash,
    reviewed_in_future,
)
from bot.knowledge.errors import ContentError
from bot.knowledge.model import Entry, Knowledge
from tests.small_base import small_base

DAY = date(2026, 12, 1)
TAJIK = {
    "title": ("I am being detained right now", "Маро доштанд"),
    "short": ("Stay calm.", "Ором бошед."),
    "steps": ("Ask why.", "Сабабро пурсед."),
    "say": ("I ask for an interpreter.", "Тарҷумон мехоҳам."),
}


@dataclass
class Base:
    """The small base, and its one entry."""

    knowledge: Knowledge
    entry: Entry

    def state(self, reviews: Reviews, texts: Catalogs | None = None) -> ReviewState:
        """Return the state of the Tajik texts."""
        return reviews.native_state(self.knowledge, self.entry, "tg", texts or catalogs())


@pytest.fixture
def base(tmp_path: Path) -> Base:
    knowledge = small_base(tmp_path)
    return Base(knowledge, knowledge.entries["detained-now"])


def catalogs(locale: str = "tg", **changed: str) -> Catalogs:
    """Return catalogs that translate all that the card shows; ``changed`` fields differ, empty ones are missing."""
    texts = {f"detained-now.{name}": pair for name, pair in TAJIK.items()}
    texts |= {
        "where": ("art. 1", "моддаи 1"),
        "source.law.title": ("A law", "Қонун"),
        "contact.office.name": ("Office", "Идора"),
        "contact.office.what": ("It helps.", "Ёрӣ медиҳад."),
    }
    names = {context: changed.get(context.rpartition(".")[2], text) for context, (_, text) in texts.items()}
    current = {message_key(context, texts[context][0]): text for context, text in names.items() if text}
    return Catalogs({("knowledge", locale): Messages(current)})


def native(base: Base, *names: str) -> Reviews:
    text = native_hash(base.knowledge, base.entry, "tg", catalogs())
    return Reviews(native={"tg": {base.entry.id: [Review(by=name, on=DAY, text=text) for name in names]}})


def test_nothing_is_reviewed_before_anybody_has_read_it(base: Base) -> None:
    assert Reviews().native_state(base.knowledge, base.entry, "tg", catalogs()) is ReviewState.UNREVIEWED
    assert Reviews().legal_state(base.knowledge, base.entry) is ReviewState.UNREVIEWED


def test_an_urgent_entry_needs_two_different_reviewers(base: Base) -> None:
    assert base.entry.urgent
    assert base.state(native(base, "Nur")) is ReviewState.UNREVIEWED
    assert base.state(native(base, "Nur", "nur")) is ReviewState.UNREVIEWED
    assert base.state(native(base, "Nur", "Sitora")) is ReviewState.REVIEWED
    calm = Base(base.knowledge, base.entry.model_copy(update={"urgent": False}))
    assert calm.state(native(calm, "Nur")) is ReviewState.REVIEWED


@pytest.mark.parametrize("field", ["steps", "where", "what", "title"])
def test_a_changed_translation_makes_the_review_lapse(base: Base, field: str) -> None:
    reviews = native(base, "Nur", "Sitora")
    assert base.state(reviews, catalogs(**{field: "Дигар."})) is ReviewState.OUTDATED
    assert base.state(reviews, catalogs()) is ReviewState.REVIEWED


def test_a_missing_or_outdated_translation_is_never_called_reviewed(base: Base) -> None:
    reviews = native(base, "Nur", "Sitora")
    assert base.state(reviews, catalogs(steps="")) is ReviewState.MISSING
    former = Messages(
        catalogs(steps="")._messages["knowledge", "tg"].current,  # noqa: SLF001
        {message_key("detained-now.steps", "Ask why."): ("Пурсед.", "2026-11-30")},
    )
    assert base.state(reviews, Catalogs({("knowledge", "tg"): former})) is ReviewState.OUTDATED


def test_what_a_lawyer_read_and_is_changed_is_no_longer_reviewed(base: Base) -> None:
    text = legal_hash(base.knowledge, base.entry)
    records = {base.entry.id: [Review(by=name, on=DAY, text=text) for name in ("A", "B")]}
    assert Reviews(legal=records).legal_state(base.knowledge, base.entry) is ReviewState.REVIEWED
    entry = base.entry
    for change in (
        {"short": "Stay calm!"},
        {"say": (entry.say[0].model_copy(update={"ru": "Прошу адвоката."}),)},
        {"sources": (entry.sources[0].model_copy(update={"where": "art. 2"}),)},
        {"contacts": ()},
    ):
        changed = entry.model_copy(update=change)
        assert Reviews(legal=records).legal_state(base.knowledge, changed) is ReviewState.OUTDATED
    office = base.knowledge.contacts["office"].model_copy(update={"value": "+998900000000"})
    other = replace(base.knowledge, contacts={"office": office})
    assert Reviews(legal=records).legal_state(other, entry) is ReviewState.OUTDATED


def test_uzbek_cyrillic_needs_its_own_text_and_the_review_of_the_latin_one(base: Base) -> None:
    both = {
        ("knowledge", locale): catalogs(locale)._messages["knowledge", locale]  # noqa: SLF001
        for locale in ("uz", "uz_Cyrl")
    }
    texts = Catalogs(both)
    text = native_hash(base.knowledge, base.entry, "uz", texts)
    records = [Review(by=name, on=DAY, text=text) for name in ("A", "B")]
    reviews = Reviews(native={"uz": {base.entry.id: records}})
    assert reviews.native_state(base.knowledge, base.entry, "uz_Cyrl", texts) is ReviewState.REVIEWED
    latin_only = Catalogs({("knowledge", "uz"): both["knowledge", "uz"]})
    assert reviews.native_state(base.knowledge, base.entry, "uz_Cyrl", latin_only) is ReviewState.MISSING


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_records_are_read_and_may_be_missing_or_only_comments(tmp_path: Path) -> None:
    write(tmp_path / "locales/ky/reviews.yaml", "# who has read what\n")
    write(
        tmp_path / "locales/tg/reviews.yaml",
        "detained-now:\n  - by: Nur\n    on: 2026-12-01\n    text: 0123456789abcdef\n",
    )
    reviews = load_reviews(tmp_path / "knowledge", tmp_path / "locales", {"detained-now"})
    assert reviews.native["tg"]["detained-now"][0].by == "Nur"
    assert not reviews.native["ky"]
    assert list(reviewed_in_future(reviews, date(2026, 11, 30))) == ["tg detained-now"]
    assert not list(reviewed_in_future(reviews, DAY))


def test_every_mistake_in_a_record_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "locales/tg/reviews.yaml"
    write(path, "detaned-now:\n  - by: Nur\n    on: soon\n    text: 12\n    state: reviewed\n")
    with pytest.raises(ContentError) as caught:
        load_reviews(tmp_path / "knowledge", tmp_path / "locales", {"detained-now"})
    assert [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems] == [
        "1:1: 'detaned-now' is not the id of an entry; check the spelling",
        "3:9: 'on' is 'soon', but it must be a day written as YEAR-MONTH-DAY, for example 2026-11-22",
        "4:11: '12' is not a valid 'text'; 16 digits that stand for the text; let python -m bot review write them",
        "5:5: unknown key 'state'; known keys are: by, on, text",
    ]
