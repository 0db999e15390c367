"""``check``: everything about content and catalogs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

import bot
from bot.cli import compose
from bot.conversation.checks import cards_too_long
from bot.i18n.catalogs import CatalogError, load_catalogs
from bot.i18n.checks import catalog_problems
from bot.i18n.po import PoError
from bot.i18n.update import stale, up_to_date
from bot.knowledge.coverage import too_few_questions
from bot.knowledge.errors import ContentError
from bot.knowledge.freshness import checked_in_future, expiring, left_without_contact, overdue
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Knowledge
from bot.settings import Settings


def check(
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Check as if it were that day.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Check the knowledge base and the catalogs; exit 1 if anything must be mended.

    Example: python -m bot check --on 2027-06-01
    """
    settings = compose.settings()
    day = on.date() if on else compose.today()
    errors, warnings = _check(settings, day)
    if as_json:
        typer.echo(json.dumps({"errors": errors, "warnings": warnings}, ensure_ascii=False))
    else:
        for line in errors:
            typer.echo(line)
        for line in warnings:
            typer.echo(f"warning: {line}")
        typer.echo(f"{len(errors)} errors, {len(warnings)} warnings")
    if errors:
        raise typer.Exit(1)


def _check(settings: Settings, day: date) -> tuple[list[str], list[str]]:
    """Return (errors, warnings). Later checks need a base that can be read, so they wait for the first to pass."""
    try:
        knowledge = load_knowledge(settings.knowledge_dir)
    except ContentError as error:
        return [str(problem) for problem in error.problems], []
    try:
        catalogs = load_catalogs(settings.locales_dir, compose.CACHE / "catalogs")
        errors = [*_freshness_errors(knowledge, day), *too_few_questions(knowledge), *_catalog_errors(settings, day)]
    except (CatalogError, PoError) as error:
        return str(error).splitlines(), []
    return errors, [*_freshness_warnings(knowledge, day), *cards_too_long(knowledge, catalogs, day)]


def _catalog_errors(settings: Settings, day: date) -> Iterator[str]:
    files = up_to_date(Path(bot.__file__).parent, settings.knowledge_dir, settings.locales_dir, day)
    yield from (f"{path}: not up to date; run: python -m bot translate update" for path in stale(files))
    yield from catalog_problems(settings.locales_dir)


def _freshness_errors(knowledge: Knowledge, day: date) -> Iterator[str]:
    for entry in checked_in_future(knowledge, day):
        yield f"knowledge/entries/{entry.topic}/{entry.id}.yaml: checked on {entry.checked}, which is yet to come"
    for name in left_without_contact(knowledge, day):
        yield (
            f"knowledge/entries/{knowledge.entries[name].topic}/{name}.yaml: all its contacts have expired on {day}; "
            "call them and set confirmed_by, confirmed_on and show_until in contacts.yaml, or name others"
        )


def _freshness_warnings(knowledge: Knowledge, day: date) -> Iterator[str]:
    for name, last in expiring(knowledge, day):
        yield f"knowledge/contacts.yaml: {name} is shown only until {last}; call it and confirm it"
    for entry in overdue(knowledge, day):
        yield (
            f"knowledge/entries/{entry.topic}/{entry.id}.yaml: last checked {entry.checked}, due every "
            f"{entry.review_days} days; read the sources again and set 'checked'"
        )
