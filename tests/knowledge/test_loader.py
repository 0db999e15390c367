"""The loader: a right base becomes models, and every mistake an author can make is told with place, cause and cure."""

from pathlib import Path

import pytest

from bot.knowledge.errors import ContentError
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Example

ENTRY = "entries/emergency/detained-now.yaml"


def problems(base: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_knowledge(base)
    return [str(problem).removeprefix(f"{base}/") for problem in caught.value.problems]


def replace(base: Path, name: str, old: str, new: str) -> None:
    path = base / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_right_base_is_read(base: Path) -> None:
    knowledge = load_knowledge(base)
    entry = knowledge.entries["detained-now"]
    assert entry.urgent
    assert not entry.sensitive
    assert entry.topic == "emergency"
    assert entry.say[0].ru == "Прошу переводчика."
    assert knowledge.contacts["office"].value == "+998901234567"
    assert knowledge.contacts["old-office"].value == "010"
    assert knowledge.examples == (
        Example("как сварить плов", "ru", "_far"),
        Example("привет", "ru", "_greeting"),
        Example("меня задержали", "ru", "detained-now"),
        Example("I am being detained right now", "en", "detained-now"),
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (ENTRY, "short: Stay", "shrot: Stay", [
            f"{ENTRY}:1:1: the key 'short' is missing; add a line 'short: …'",
            f"{ENTRY}:4:1: unknown key 'shrot'; did you mean 'short'?",
        ]),
        (ENTRY, "    meaning:", "    meening:", [
            f"{ENTRY}:8:5: the key 'meaning' is missing; add a line 'meaning: …'",
            f"{ENTRY}:9:5: unknown key 'meening'; did you mean 'meaning'?",
        ]),
        (ENTRY, "urgent: yes", "urgent: true", [f"{ENTRY}:2:9: 'urgent' is 'true', but it must be yes or no"]),
        (ENTRY, "id: detained-now", "id: detained", [
            (f"{ENTRY}:1:5: the id 'detained' is not the file's name; "
            "write 'id: detained-now' or rename the file detained.yaml")
        ]),
        (ENTRY, "checked: 2026-11-22", "checked: 22.11.2026", [
            (f"{ENTRY}:15:10: 'checked' is '22.11.2026', but it must be a day written as YEAR-MONTH-DAY, "
            "for example 2026-11-22")
        ]),
        (ENTRY, "title: I am", "title: <b>I am", [
            (f"{ENTRY}:3:8: 'title' is '<b>I am being detained right now', but it must not contain < or >; "
            "write the words out")
        ]),
        (ENTRY, "title: I am", "title: Who is {operater}, I am", [
            (f"{ENTRY}:3:8: 'title' is 'Who is {{operater}}, I am being detained right now', but it must not contain "
            "{operater}; only {operator} is filled in, and only in texts of an entry")
        ]),
        (ENTRY, "short: Stay calm.", "short:", [f"{ENTRY}:4:7: 'short' is empty; write its text or remove the line"]),
        (ENTRY, "steps:\n  - Ask why.", "steps: Ask why.", [
            f"{ENTRY}:5:8: 'steps' must be a list; put each item on its own line after '- '"
        ]),
        (ENTRY, "  - office", "  - ofice", [
            f"{ENTRY}:11:5: 'ofice' is not the id of a contact of contacts.yaml; did you mean 'office'?"
        ]),
        (ENTRY, "  - office", "  - old-office", [
            f"{ENTRY}:11:5: 'old-office' has 'show: hold' in contacts.yaml and may not be given out; remove it here"
        ]),
        (ENTRY, "source: law", "source: lav", [
            f"{ENTRY}:13:13: 'lav' is not the id of a source of sources.yaml; did you mean 'law'?"
        ]),
        (ENTRY, "checked:", "related:\n  - lawyer\nchecked:", [
            f"{ENTRY}:16:5: 'lawyer' is not the id of an entry; check the spelling, or add it"
        ]),
        ("contacts.yaml", "  show_until: 2027-05-31\n", "", [
            "contacts.yaml:9:9: a contact with 'show: yes' needs a line 'show_until: YEAR-MONTH-DAY'"
        ]),
        ("contacts.yaml", "what: It helps.", "what: It helps {operator}.", [
            ("contacts.yaml:3:9: 'what' is 'It helps {operator}.', but it must not contain {operator}; "
            "only {operator} is filled in, and only in texts of an entry")
        ]),
        ("contacts.yaml", "seen_on: 2025-07", "seen_on: July", [
            "contacts.yaml:8:12: 'July' is not a valid 'seen_on'; write YEAR, YEAR-MONTH or YEAR-MONTH-DAY, or: undated"
        ]),
        ("questions/ru/emergency.yaml", "detained-now", "detaned-now", [
            "questions/ru/emergency.yaml:1:1: 'detaned-now' is not the id of an entry; did you mean 'detained-now'?"
        ]),
        ("questions/ru/emergency.yaml", "меня задержали", "мент: забрал", [
            "questions/ru/emergency.yaml:2:5: must be one question as text; put it in double quotes if it holds ': '"
        ]),
        ("menu.yaml", "detained-now", "detained", [
            "menu.yaml:1:1: 'detained-now' is not listed; add it where the menu should show it",
            "menu.yaml:2:5: 'detained' is not the id of an entry of 'emergency'; check the spelling",
        ]),
        ("questions/ru/_none.yaml", "привет", "меня задержали", [
            (
                "questions/ru/emergency.yaml:2:5: 'меня задержали' stands twice, first in "
                "{base}/questions/ru/_none.yaml:4; keep it where it belongs"
            )
        ]),
        ("questions/ru/_none.yaml", "far:", "farr:", [
            "questions/ru/_none.yaml:1:1: 'farr' is not a kind of unanswered question; did you mean 'far'?"
        ]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_place_cause_and_cure(
    base: Path, name: str, old: str, new: str, expected: list[str]
) -> None:
    replace(base, name, old, new)
    assert problems(base) == [line.replace("{base}", str(base)) for line in expected]


def test_all_mistakes_are_told_at_once(base: Path) -> None:
    replace(base, ENTRY, "urgent: yes", "urgent: maybe")
    replace(base, "contacts.yaml", "kind: phone", "kind: fax")
    replace(base, "sources.yaml", "  url:", "  uri:")
    assert len(problems(base)) == 5  # urgent, two kinds, url missing, uri unknown


def test_an_entry_in_a_folder_that_is_no_topic(base: Path) -> None:
    (base / "entries/emergency").rename(base / "entries/emergencies")
    assert "the folder 'emergencies' is not a topic; use one of emergency" in "\n".join(problems(base))


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "no entries here; is KNOWLEDGE_DIR right?" in "\n".join(problems(tmp_path))
