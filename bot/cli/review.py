"""``review``: shows what an entry says, and records that somebody has read it."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from bot.cli import compose
from bot.i18n.catalogs import load_catalogs
from bot.i18n.languages import TRANSLATED_LOCALES
from bot.i18n.reviews import FILE, Review, legal_hash, messages_of, native_hash, record
from bot.knowledge.loader import load_knowledge

LEGAL = "legal"
"""Stands for the English text, which a lawyer reads."""


def review(
    name: Annotated[str, typer.Argument(metavar="ENTRY", help="The id of the entry.")],
    locale: Annotated[
        str, typer.Option(help=f"The translation that was read: {', '.join(TRANSLATED_LOCALES)}; or {LEGAL}.")
    ],
    by: Annotated[
        str | None, typer.Option(help="Record that this person has read it (a pseudonym will do). Without: only show.")
    ] = None,
) -> None:
    """Show what an entry says, English beside the translation; with --by, record that it was read and found right.

    Example: python -m bot review lawyer --locale tg --by "A pseudonym"
    """
    settings = compose.settings()
    with compose.explained():
        knowledge = load_knowledge(settings.knowledge_dir)
        catalogs = load_catalogs(settings.locales_dir, compose.CATALOGS)
    if name not in knowledge.entries:
        raise typer.BadParameter(f"{name!r} is not the id of an entry; knowledge/README.md lists them")
    if locale not in {LEGAL, *TRANSLATED_LOCALES}:
        raise typer.BadParameter(f"{locale!r} is not one of {LEGAL}, {', '.join(TRANSLATED_LOCALES)}")
    entry = knowledge.entries[name]
    table = Table("text", "English", *(() if locale == LEGAL else (locale,)), title=name, show_lines=True)
    for context, english in messages_of(knowledge, entry):
        translated = () if locale == LEGAL else (catalogs.knowledge(locale, context, english).text,)
        table.add_row(context.removeprefix(f"{name}."), english, *translated)
    for phrase in entry.say:
        table.add_row("say (Russian)", phrase.ru, *(() if locale == LEGAL else ("",)))
    Console(highlight=False, markup=False).print(table)
    if by is None:
        return
    if locale == LEGAL:
        path, text = settings.knowledge_dir / FILE, legal_hash(knowledge, entry)
    else:
        path, text = settings.locales_dir / locale / FILE, native_hash(knowledge, entry, locale, catalogs)
    try:
        read = Review(by=by, on=compose.today(), text=text)
    except ValidationError:
        raise typer.BadParameter(f"--by is {by!r}; write a name or pseudonym on one line, without < > {{ }}") from None
    record(path, entry, read)
    typer.echo(f"{path}: recorded; run: python -m bot overview")
