"""Reads the knowledge folder into models and reports every mistake at once, each with file, line and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.knowledge.denied import DenyList, denied_in_contacts, denied_in_documents, denied_in_sources
from bot.knowledge.errors import ContentError, Problem
from bot.knowledge.menu import read_menu
from bot.knowledge.model import (
    QUESTION_LOCALES,
    TOPICS,
    Contact,
    Entry,
    Example,
    Knowledge,
    Source,
)
from bot.knowledge.questions import questions_of
from bot.knowledge.records import build, read_records
from bot.knowledge.references import reference_problems
from bot.knowledge.yaml_text import Document, read_yaml


def load_knowledge(folder: Path, cache: Path | None = None) -> Knowledge:
    """Read ``folder`` (entries, questions, contacts, sources).

    Args:
        folder: the knowledge folder.
        cache: a file that keeps the questions, most of the work, from one reading to the next.

    Raises:
        ContentError: with every mistake found; nothing is returned half read.
    """
    problems: list[Problem] = []
    contacts, contact_file = read_records(folder / "contacts.yaml", Contact, problems)
    sources, source_file = read_records(folder / "sources.yaml", Source, problems)
    entries, files = _read_entries(folder / "entries", problems)
    # A record with a mistake inside is still there: what points at it is not told as a second mistake.
    known_contacts = {**dict.fromkeys(_ids(contact_file)), **contacts}
    known_sources = {*_ids(source_file), *sources}
    menu = read_menu(folder, problems)
    ids = _ids_in_files(folder / "entries")
    examples = questions_of(folder / "questions", ids, problems, cache)
    problems += reference_problems(entries, files, ids, known_contacts, known_sources)
    problems += _misplaced(folder)
    problems += _contact_problems(contacts, contact_file)
    denied = DenyList(contacts.values())
    problems += denied_in_documents(files.values(), denied)
    problems += denied_in_contacts(contacts.values(), contact_file, denied)
    problems += denied_in_sources(sources.values(), source_file, denied)
    if problems:
        raise ContentError(problems)
    # English has no question files; the titles let an English question find its entry at all.
    titles = (Example(entry.title, "en", entry.id) for entry in entries.values())
    return Knowledge(entries, contacts, sources, (*examples, *titles), menu)


def _misplaced(folder: Path) -> Iterable[Problem]:
    """Yield files that would be passed over without a word: in a wrong folder, or with another ending."""
    for part, kind in (("entries", "topic"), ("questions", "language")):
        for path in sorted((folder / part).rglob("*.y*ml")):
            if len(path.relative_to(folder / part).parts) != 2 or path.suffix != ".yaml":
                yield Problem(path, 1, 1, f"is not read; it must be {part}/<{kind}>/<name>.yaml")
    for path in sorted((folder / "questions").glob("*/")):
        if path.name not in QUESTION_LOCALES:
            yield Problem(path, 1, 1, f"is no language of questions; use one of {', '.join(QUESTION_LOCALES)}")


def _ids(document: Document | None) -> Iterable[str]:
    return document.value if document and isinstance(document.value, dict) else ()


def _ids_in_files(folder: Path) -> set[str]:
    """Ids by file name: an entry with a mistake inside must not make its questions wrong too."""
    return {path.stem for path in folder.glob("*/*.yaml")}


def _read_entries(folder: Path, problems: list[Problem]) -> tuple[dict[str, Entry], dict[str, Document]]:
    entries: dict[str, Entry] = {}
    files: dict[str, Document] = {}
    paths = sorted(folder.glob("*/*.yaml"))
    if not paths:
        problems.append(Problem(folder, 1, 1, "no entries here; is KNOWLEDGE_DIR right?"))
    for path in paths:
        document = read_yaml(path, problems)
        if document is None:
            continue
        problems += _entry_place_problems(document, files)
        entry = build(Entry, document, (), {"topic": path.parent.name}, problems)
        if entry is not None and entry.id == path.stem and entry.id not in entries:
            entries[entry.id] = entry
            files[entry.id] = document
    return entries, files


def _entry_place_problems(document: Document, files: Mapping[str, Document]) -> Iterable[Problem]:
    path = document.path
    if path.parent.name not in TOPICS:
        yield document.problem((), f"the folder {path.parent.name!r} is not a topic; use one of {', '.join(TOPICS)}")
    given = document.value.get("id") if isinstance(document.value, dict) else None
    if isinstance(given, str) and given != path.stem:
        yield document.problem(
            ("id",),
            f"the id {given!r} is not the file's name; write 'id: {path.stem}' or rename the file {given}.yaml",
        )
    if path.stem in files:
        yield document.problem(
            (), f"{files[path.stem].path} has the same id; an id is used once, delete one of the two"
        )


def _contact_problems(contacts: Mapping[str, Contact], document: Document | None) -> Iterable[Problem]:
    """A contact that may be shown must say until when."""
    for key, contact in contacts.items():
        if document and contact.show == "yes" and contact.show_until is None:
            yield document.problem(
                (key, "show"), "a contact with 'show: yes' needs a line 'show_until: YEAR-MONTH-DAY'"
            )
