"""Catalogs follow their sources: nothing is lost, changed texts keep their former wording, Cyrillic follows Latin."""

from datetime import date
from pathlib import Path

import pytest

from bot.i18n.catalogs import CatalogError, Catalogs, State, load_catalogs, po_path
from bot.i18n.po import parse, written
from bot.i18n.update import stale, up_to_date
from tests.small_base import CONTACTS, ENTRY, SOURCES

DAY_1, DAY_2 = date(2026, 11, 22), date(2026, 12, 24)
ENTRY_FILE = "knowledge/entries/emergency/detained-now.yaml"


class Project:
    """A repository with one entry, as a maintainer has it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in {
            ENTRY_FILE: ENTRY,
            "knowledge/contacts.yaml": CONTACTS,
            "knowledge/sources.yaml": SOURCES,
            "bot/conversation/screens.py": 'label = _("Menu of {name}")\n',
        }.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")

    def update(self, day: date) -> None:
        files = up_to_date(self.root / "bot", self.root / "knowledge", self.root / "locales", day)
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def translate(self, locale: str, domain: str, english: str, text: str) -> None:
        path = po_path(self.root / "locales", locale, domain)
        content = path.read_text(encoding="utf-8")
        wanted = f'msgid "{english}"\nmsgstr ""'
        assert wanted in content
        path.write_text(content.replace(wanted, f'msgid "{english}"\nmsgstr "{text}"'), encoding="utf-8")

    def change_entry(self, old: str, new: str) -> None:
        path = self.root / ENTRY_FILE
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def catalogs(self) -> Catalogs:
        return load_catalogs(self.root / "locales", self.root / "cache")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.update(DAY_1)
    return project


def test_every_text_a_reader_may_see_is_found(project: Project) -> None:
    path = po_path(project.root / "locales", "tg", "knowledge")
    catalog = parse(path, path.read_bytes())
    assert {(message.context, message.id) for message in catalog if message.id} == {
        ("detained-now.title", "I am being detained right now"),
        ("detained-now.short", "Stay calm."),
        ("detained-now.steps", "Ask why."),
        ("detained-now.say", "I ask for an interpreter."),
        ("where", "art. 1"),
        ("contact.office.name", "Office"),
        ("contact.office.what", "It helps."),
        ("source.law.title", "A law"),
    }


def test_a_second_update_changes_nothing(project: Project) -> None:
    project.translate("uz", "knowledge", "Stay calm.", "Tinch turing.")
    project.update(DAY_1)
    files = up_to_date(project.root / "bot", project.root / "knowledge", project.root / "locales", DAY_2)
    assert list(stale(files)) == []


def test_cyrillic_is_made_from_latin(project: Project) -> None:
    project.translate("uz", "knowledge", "Stay calm.", "Tinch turing, Telegramda yozing.")
    project.translate("uz", "interface", "Menu of {name}", "{name} menyusi")
    project.update(DAY_1)
    found = project.catalogs().knowledge("uz_Cyrl", "detained-now.short", "Stay calm.")
    assert (found.text, found.state) == ("Тинч туринг, Telegram-да ёзинг.", State.CURRENT)
    assert project.catalogs().interface("uz_Cyrl", "Menu of {name}") == "{name} менюси"


def test_a_missing_text_is_shown_in_russian_then_in_english(project: Project) -> None:
    catalogs = project.catalogs()
    found = catalogs.knowledge("ky", "detained-now.short", "Stay calm.")
    assert (found.text, found.locale, found.state) == ("Stay calm.", "en", State.MISSING)
    project.translate("ru", "knowledge", "Stay calm.", "Сохраняйте спокойствие.")
    found = project.catalogs().knowledge("ky", "detained-now.short", "Stay calm.")
    assert (found.text, found.locale, found.state) == ("Сохраняйте спокойствие.", "ru", State.MISSING)


def test_a_changed_text_keeps_its_former_translation_with_the_day(project: Project) -> None:
    project.translate("uz", "knowledge", "Stay calm.", "Tinch turing.")
    project.change_entry("short: Stay calm.", "short: Stay calm and wait.")
    project.update(DAY_2)
    for locale, text in (("uz", "Tinch turing."), ("uz_Cyrl", "Тинч туринг.")):
        found = project.catalogs().knowledge(locale, "detained-now.short", "Stay calm and wait.")
        assert (found.text, found.state, found.changed) == (text, State.OUTDATED, DAY_2)


def test_the_day_of_the_first_change_stays_when_the_text_changes_again(project: Project) -> None:
    project.translate("uz", "knowledge", "Stay calm.", "Tinch turing.")
    project.change_entry("short: Stay calm.", "short: Stay calm and wait.")
    project.update(DAY_1)
    project.change_entry("short: Stay calm and wait.", "short: Stay quite calm and wait.")
    project.update(DAY_2)
    found = project.catalogs().knowledge("uz", "detained-now.short", "Stay quite calm and wait.")
    assert (found.state, found.changed) == (State.OUTDATED, DAY_1)


def test_a_withdrawn_wording_is_not_shown(project: Project) -> None:
    project.translate("uz", "knowledge", "Stay calm.", "Tinch turing.")
    project.change_entry("short: Stay calm.", "short: Stay calm and wait.")
    project.update(DAY_1)
    catalogs = project.catalogs()
    text = "Stay calm and wait."
    assert catalogs.knowledge("uz", "detained-now.short", text).state is State.OUTDATED
    withdrawn = catalogs.knowledge("uz", "detained-now.short", text, withdrawn=True)
    assert (withdrawn.text, withdrawn.state) == (text, State.MISSING)


def test_another_step_never_gets_the_translation_of_a_removed_one(project: Project) -> None:
    project.translate("uz", "knowledge", "Ask why.", "Sababini soʻrang.")
    project.change_entry("- Ask why.", "- Call a lawyer and your consulate at once.")
    project.update(DAY_1)
    found = project.catalogs().knowledge("uz", "detained-now.steps", "Call a lawyer and your consulate at once.")
    assert found.state is State.MISSING


LONG = 'Ask the officer for his name and his reason, and remember the time; ask for an interpreter if you need "one". '


def test_the_former_english_of_a_long_text_survives_further_updates(project: Project) -> None:
    project.change_entry("short: Stay calm.", f"short: '{LONG * 3}'")
    project.update(DAY_1)
    path = po_path(project.root / "locales", "tg", "knowledge")
    catalog = parse(path, path.read_bytes())
    message = catalog.get((LONG * 3).strip(), "detained-now.short")
    assert message is not None
    message.string = "Ором бошед."
    path.write_bytes(written(catalog))
    project.change_entry(f"short: '{LONG * 3}'", f"short: '{LONG * 4}'")
    for day in (DAY_1, DAY_2):
        project.update(day)
        changed = parse(path, path.read_bytes()).get((LONG * 4).strip(), "detained-now.short")
        assert changed is not None
        assert list(changed.previous_id) == [(LONG * 3).strip()]
        assert changed.user_comments == [f"changed {DAY_1}"]


def test_a_text_that_comes_back_or_moves_finds_its_translation(project: Project) -> None:
    project.translate("uz", "knowledge", "Stay calm.", "Tinch turing.")
    project.change_entry("short: Stay calm.", "short: Something else entirely, with 5 numbers.")
    project.change_entry("title: I am being detained right now", "title: Stay calm.")
    project.update(DAY_1)
    assert project.catalogs().knowledge("uz", "detained-now.title", "Stay calm.").text == "Tinch turing."
    project.change_entry("title: Stay calm.", "title: I am being detained right now")
    project.update(DAY_2)
    project.change_entry("title: I am being detained right now", "title: Stay calm.")
    project.update(DAY_2)
    assert project.catalogs().knowledge("uz", "detained-now.title", "Stay calm.").state is State.CURRENT


def test_a_changed_place_in_a_source_never_keeps_the_former_one(project: Project) -> None:
    project.translate("uz", "knowledge", "art. 1", "1-modda")
    project.change_entry("where: art. 1", "where: art. 7")
    project.update(DAY_1)
    assert project.catalogs().knowledge("uz", "where", "art. 7").state is State.MISSING


def test_a_reworded_line_of_the_bot_itself_keeps_its_translation(project: Project) -> None:
    project.translate("tg", "interface", "Menu of {name}", "Менюи {name}")
    code = project.root / "bot/conversation/screens.py"
    code.write_text('label = _("The menu of {name}")\n', encoding="utf-8")
    project.update(DAY_1)
    assert project.catalogs().interface("tg", "The menu of {name}") == "Менюи {name}"


def test_a_text_folded_over_lines_finds_its_translation(project: Project) -> None:
    project.change_entry("short: Stay calm.", "short: >-\n  Stay\n  calm.")
    project.update(DAY_1)
    project.translate("ru", "knowledge", "Stay calm.", "Спокойно.")
    project.change_entry("short: >-", "short: >")
    root = project.root
    assert not list(stale(up_to_date(root / "bot", root / "knowledge", root / "locales", DAY_2)))
    assert project.catalogs().knowledge("ru", "detained-now.short", "Stay calm.").text == "Спокойно."


def test_a_missing_and_a_broken_catalog_are_told_together(project: Project) -> None:
    po_path(project.root / "locales", "ky", "interface").unlink()
    broken = po_path(project.root / "locales", "tg", "knowledge")
    broken.write_text('msgid "a"\nmsgstr "b\n', encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        project.catalogs()
    first, second = sorted(caught.value.problems)
    assert "interface.po: the catalog is missing; restore it (git checkout -- " in first
    assert second.startswith(f"{broken}:2:1: ")


def test_a_damaged_cache_is_made_again(project: Project) -> None:
    project.translate("ru", "knowledge", "Stay calm.", "Сохраняйте спокойствие.")
    project.catalogs()
    for path in (project.root / "cache").iterdir():
        path.write_text("{", encoding="utf-8")
    found = project.catalogs().knowledge("ru", "detained-now.short", "Stay calm.")
    assert found.text == "Сохраняйте спокойствие."


def test_what_is_not_translated_yet_is_missing_in_uzbek_cyrillic_too(project: Project) -> None:
    path = po_path(project.root / "locales", "uz_Cyrl", "knowledge")
    catalog = parse(path, path.read_bytes())
    assert {message.string for message in catalog if message.id} == {""}
