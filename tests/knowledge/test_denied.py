"""No text and no source link carries a contact that may not be given out."""

from pathlib import Path

import pytest

from bot.knowledge.denied import DenyList
from bot.knowledge.model import Contact
from tests.knowledge.test_loader import ENTRY, problems, replace


def contact(kind: str, value: str, show: str = "never") -> Contact:
    return Contact.model_validate({
        "id": "fake", "name": "Fake", "what": "Look-alike", "kind": kind, "value": value, "confidence": "low",
        "seen_at": "https://example.org/", "seen_on": "undated", "show": show,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("telegram", "fake_helper", "Write to @fake_helper now"),
        ("telegram", "fake_helper", "https://t.me/Fake_Helper?start=1"),
        ("telegram", "t.me/fake_helper", "see telegram.me/fake_helper."),
        ("telegram", "fake_helper", "tg://resolve?domain=fake_helper"),
        ("web", "mirror.net", "https://abc.mirror.net/page"),
        ("phone", "(495) 681-18-23", "call 495 6811823"),
        ("phone", "+7 925 115 50 47", "8 (925) 115-50-47"),
        ("telegram", "fake_helper", "https://t.me/s/fake_helper"),
        ("telegram", "fake_helper", "fake_helper.t.me"),
        ("web", "http://mirror.net/page?id=1", "open mirror.net"),
        ("email", "x@example.org", "x@example.org"),
    ],
)
def test_what_a_phone_would_make_a_link_of_is_found(kind: str, value: str, text: str) -> None:
    assert DenyList([contact(kind, value)]).found(text) == "fake"
    assert DenyList([contact(kind, value, "hold")]).found(text) == "fake"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("telegram", "fake_helper", "@fake_helper_2 is another name"),
        ("telegram", "fake_helper", "fake_helper without a sign is no link"),
        ("web", "mirror.net", "not-mirror.net"),
        ("phone", "1899", "Decree 1899 of 2024"),
    ],
)
def test_what_is_no_link_to_it_is_left_alone(kind: str, value: str, text: str) -> None:
    assert DenyList([contact(kind, value)]).found(text) is None


def test_a_look_alike_bot_in_an_entry_or_source_is_refused_with_its_place(base: Path) -> None:
    fake = (
        "fake-bot:\n  name: Fake\n  what: Look-alike\n  kind: telegram\n  value: fake_helper\n  confidence: low\n"
        "  seen_at: https://example.org/\n  seen_on: undated\n  show: never\n"
    )
    contacts = base / "contacts.yaml"
    contacts.write_text(contacts.read_text(encoding="utf-8") + fake, encoding="utf-8")
    replace(base, ENTRY, "  - Ask why.", "  - Write to @fake_helper.")
    replace(base, "sources.yaml", "url: https://example.org/law", "url: https://t.me/fake_helper\n  link: yes")
    told = "holds the contact 'fake-bot', which contacts.yaml says may not be given out; take it out of the text."
    assert problems(base) == [f"{ENTRY}:6:5: {told}", f"sources.yaml:4:8: {told} Or write 'link: no'."]
