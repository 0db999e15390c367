"""``check``: everything about content and catalogs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import compose
from bot.cli.findings import Findings, find
from bot.i18n.catalogs import load_catalogs
from bot.i18n.readability import LONGEST_SENTENCE, ease, hard_texts
from bot.knowledge.loader import load_knowledge
from bot.settings import Settings


def check(
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Check as if it were that day.")
    ] = None,
    readability: Annotated[
        bool, typer.Option("--readability", help="Instead, report how hard the texts are to read.")
    ] = False,
    shrink: Annotated[
        bool, typer.Option("--shrink", help="Lower the counts in known-failing.yaml to what fails now.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Check the knowledge base and the catalogs; exit 1 if anything must be mended.

    When nothing is wrong with them, every example question is asked of a model that has not seen it, and those that
    another entry would answer are listed; known-failing.yaml says how many may be.

    Example: python -m bot check --on 2027-06-01
    """
    settings = compose.settings()
    if readability:
        _report_readability(settings, as_json=as_json)
        return
    with compose.explained():
        found = find(settings, on.date() if on else compose.today(), shrink=shrink)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _tell(found)
    if found.errors:
        raise typer.Exit(1)


def _tell(found: Findings) -> None:
    for line in found.errors:
        typer.echo(line)
    for line in found.warnings:
        typer.echo(f"warning: {line}")
    for line in found.stolen:
        typer.echo(f"example: {line}")
    typer.echo(f"{len(found.errors)} errors, {len(found.warnings)} warnings")


def _report_readability(settings: Settings, *, as_json: bool) -> None:
    with compose.explained():
        knowledge = load_knowledge(settings.knowledge_dir)
        catalogs = load_catalogs(settings.locales_dir, compose.CACHE / "catalogs")
    figures, hard = list(ease(knowledge, catalogs)), list(hard_texts(knowledge, catalogs))
    if as_json:
        rows = [{"locale": each.locale, "text": each.context, "why": each.why} for each in hard]
        shown = [
            {"locale": each.locale, "words_a_sentence": each.words_a_sentence, "long_words": each.long_words}
            for each in figures
        ]
        typer.echo(json.dumps({"languages": shown, "hard": rows}, ensure_ascii=False))
        return
    table = Table("language", "sentences", "words a sentence", f"over {LONGEST_SENTENCE} words", "long words")
    for each in figures:
        table.add_row(
            each.locale,
            str(each.sentences),
            f"{each.words_a_sentence:.1f}",
            str(each.long_sentences),
            f"{each.long_words:.1%}",
        )
    console = Console(highlight=False, markup=False)
    console.print(table)
    for text in hard:
        console.print(f"{text.locale} {text.context}: {text.why}: {text.text}")
