"""Reviews: their state follows the text, whatever anybody wrote into a file."""

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
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Entry
from tests.small_base import FILES

DAY = date(2026, 12, 1)
TAJIK = {
    "title": ("I am being detained right now", "Маро доштанд"),
    "short": ("Stay calm.", "Ором бошед."),
    "steps": ("Ask why.", "Сабабро пурсед."),
    "say": ("I ask for an interpreter.", "Тарҷумон мехоҳам."),
}


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return load_knowledge(tmp_path).entries["detained-now"]


def catalogs(**changed: str) -> Catalogs:
    current = {
        message_key(f"detained-now.{name}", english): changed.get(name, text)
        for name, (english, text) in TAJIK.items()
        if changed.get(name) != ""
    }
    return Catalogs({("knowledge", "tg"): Messages(current)})


def native(entry: Entry, *names: str) -> Reviews:
    text = native_hash(entry, "tg", catalogs())
    return Reviews(native={"tg": {entry.id: [Review(by=name, on=DAY, text=text) for name in names]}})


def test_nothing_is_reviewed_before_anybody_has_read_it(entry: Entry) -> None:
    assert Reviews().native_state(entry, "tg", catalogs()) is ReviewState.UNREVIEWED
    assert Reviews().legal_state(entry) is ReviewState.UNREVIEWED


def test_an_urgent_entry_needs_two_different_reviewers(entry: Entry) -> None:
    assert entry.urgent
    assert native(entry, "Nur").native_state(entry, "tg", catalogs()) is ReviewState.UNREVIEWED
    assert native(entry, "Nur", "nur").native_state(entry, "tg", catalogs()) is ReviewState.UNREVIEWED
    assert native(entry, "Nur", "Sitora").native_state(entry, "tg", catalogs()) is ReviewState.REVIEWED
    calm = entry.model_copy(update={"urgent": False})
    assert native(calm, "Nur").native_state(calm, "tg", catalogs()) is ReviewState.REVIEWED


def test_a_changed_translation_makes_the_review_lapse(entry: Entry) -> None:
    reviews = native(entry, "Nur", "Sitora")
    assert reviews.native_state(entry, "tg", catalogs(steps="Бипурсед.")) is ReviewState.OUTDATED
    assert reviews.native_state(entry, "tg", catalogs()) is ReviewState.REVIEWED


def test_a_missing_or_outdated_translation_is_never_called_reviewed(entry: Entry) -> None:
    reviews = native(entry, "Nur", "Sitora")
    assert reviews.native_state(entry, "tg", catalogs(steps="")) is ReviewState.MISSING
    former = Messages(
        catalogs(steps="")._messages["knowledge", "tg"].current,  # noqa: SLF001
        {message_key("detained-now.steps", "Ask why."): ("Пурсед.", "2026-11-30")},
    )
    outdated = Catalogs({("knowledge", "tg"): former})
    assert reviews.native_state(entry, "tg", outdated) is ReviewState.OUTDATED


def test_a_changed_english_text_makes_the_lawyers_review_lapse(entry: Entry) -> None:
    records = {entry.id: [Review(by=name, on=DAY, text=legal_hash(entry)) for name in ("A", "B")]}
    assert Reviews(legal=records).legal_state(entry) is ReviewState.REVIEWED
    for change in (
        {"short": "Stay calm!"},
        {"say": (entry.say[0].model_copy(update={"ru": "Прошу адвоката."}),)},
        {"sources": (entry.sources[0].model_copy(update={"where": "art. 2"}),)},
    ):
        changed = entry.model_copy(update=change)
        assert Reviews(legal=records).legal_state(changed) is ReviewState.OUTDATED


def test_uzbek_cyrillic_has_the_state_of_the_latin_text(entry: Entry) -> None:
    current = {message_key(f"detained-now.{name}", english): "Matn" for name, (english, _) in TAJIK.items()}
    texts = Catalogs({("knowledge", "uz"): Messages(current), ("knowledge", "uz_Cyrl"): Messages(current)})
    records = [Review(by=name, on=DAY, text=native_hash(entry, "uz", texts)) for name in ("A", "B")]
    reviews = Reviews(native={"uz": {entry.id: records}})
    assert reviews.native_state(entry, "uz_Cyrl", texts) is ReviewState.REVIEWED


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_records_are_read_and_may_be_missing_or_only_comments(tmp_path: Path, entry: Entry) -> None:
    write(tmp_path / "locales/ky/reviews.yaml", "# who has read what\n")
    write(
        tmp_path / "locales/tg/reviews.yaml",
        "detained-now:\n  - by: Nur\n    on: 2026-12-01\n    text: 0123456789abcdef\n",
    )
    reviews = load_reviews(tmp_path / "knowledge", tmp_path / "locales", {entry.id})
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
        "4:11: '12' is not a valid 'text'; copy the 16 digits that the review command printed",
        "5:5: unknown key 'state'; known keys are: by, on, text",
    ]
