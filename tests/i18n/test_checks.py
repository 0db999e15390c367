"""What a translator must mend is told; a good translation passes."""

from pathlib import Path

import pytest

from bot.i18n.catalogs import po_path
from bot.i18n.checks import catalog_problems
from bot.i18n.extract import DOMAINS
from bot.i18n.languages import LANGUAGES
from bot.knowledge.denied import DenyList
from bot.knowledge.model import Contact

FAKE = Contact.model_validate({
    "id": "fake", "name": "Fake", "what": "Look-alike", "kind": "telegram", "value": "fake_helper", "confidence": "low",
    "seen_at": "https://example.org/", "seen_on": "undated", "show": "never",
})  # fmt: skip


def problems(folder: Path, locale: str, english: str, text: str, flags: str = "") -> list[str]:
    """Return what is found in catalogs that hold one message, of an entry, in one language."""
    for language in LANGUAGES:
        for domain in DOMAINS if language.locale != "en" else ():
            path = po_path(folder, language.locale, domain)
            path.parent.mkdir(parents=True, exist_ok=True)
            one = (language.locale, domain) == (locale, "knowledge")
            message = f'{flags}msgctxt "lawyer.short"\nmsgid "{english}"\nmsgstr "{text}"\n' if one else ""
            path.write_text(
                f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{message or OTHER}', "utf-8"
            )
    prefix = f"{po_path(folder, locale, 'knowledge')}: lawyer.short: "
    return [line.removeprefix(prefix) for line in catalog_problems(folder, DenyList([FAKE]))]


OTHER = 'msgid "!"\nmsgstr "!"\n'


@pytest.mark.parametrize(
    ("locale", "english", "text"),
    [
        ("tg", "Ask 3 times (адвокат).", "3 бор пурсед (адвокат)."),
        ("uz", "Write «не согласен».", "«не согласен» deb yozing, toʻgʻri boʻladi."),
        ("ky", "Telegram in 48 hours", "48 саатта Telegram-да"),
        ("ru", "Bonuses of 3,333", "Премии 3 333"),
        ("uz_Cyrl", "By law", "Қонунга кўра"),
    ],
)
def test_a_good_translation_passes(tmp_path: Path, locale: str, english: str, text: str) -> None:
    assert problems(tmp_path, locale, english, text) == []


@pytest.mark.parametrize(
    ("locale", "english", "text", "told"),
    [
        ("tg", "Ask.", "", "not translated: 'Ask.'"),
        (
            "ru",
            "By {operator}.",
            "Оператор.",
            "placeholders differ from the English 'By {operator}.'; copy {…} exactly",
        ),
        (
            "ru",
            "In 48 hours",
            "За 84 часа",
            "numbers differ from the English 'In 48 hours'; every number must stay as it is",
        ),
        (
            "ky",
            "Write «не согласен».",
            "«макул эмесмин» деп жазыңыз.",
            "the Russian words «не согласен» are not in the",
        ),
        ("ru", "Ask.", "Спросите <b>.", "< and > may not stand in a text: 'Спросите <b>.'"),
        (
            "ru",
            "Police",
            "Пoлиция",
            "Latin and Cyrillic letters in one word: 'Пoлиция'; type it again with one keyboard",
        ),
        ("uz", "Work", "To'gri", 'wrong apostrophe in "o\'g"; use ʻ (U+02BB) in oʻ and gʻ, ʼ (U+02BC) elsewhere'),
        ("tg", "Work", "Өз", "the letter 'Ө' is not of this language: 'Өз'"),
        (
            "ru",
            "Write.",
            "Пишите @fake_helper.",
            "holds the contact 'fake', which contacts.yaml says may not be given out",
        ),
    ],
)
def test_what_a_translator_must_mend_is_told(tmp_path: Path, locale: str, english: str, text: str, told: str) -> None:
    [problem] = problems(tmp_path, locale, english, text)
    assert problem.startswith(told)


def test_a_mark_that_hides_a_translation_is_told(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, "ru", "Ask.", "Спросите.", "#, fuzzy\n")
    assert problem.startswith("marked fuzzy ('needs work'), so it is not shown: 'Ask.'")


def test_a_word_to_avoid_is_told_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "ru").mkdir()
    (tmp_path / "ru/glossary.yaml").write_text(
        "lawyer:\n  translation: адвокат\n  avoid:\n    - юрисконсульт\n", "utf-8"
    )
    [problem] = problems(tmp_path, "ru", "Ask a lawyer.", "Спросите юрисконсульта.")
    assert problem == "'юрисконсульт' is a word to avoid for 'lawyer'; the glossary says: адвокат"
