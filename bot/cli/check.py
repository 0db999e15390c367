"""``check``: everything about content and catalogs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from bot.cli import compose, examples
from bot.cli.findings import Findings, find
from bot.cli.readability import report
from bot.cli.stats import silent_contacts
from bot.knowledge.loader import load_knowledge


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
        report(settings, as_json=as_json)
        return
    with compose.explained():
        if shrink:
            examples.shrink(settings, examples.stolen_examples(load_knowledge(settings.knowledge_dir)))
        found = find(settings, on.date() if on else compose.today())
        found.warnings += silent_contacts(settings)
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
