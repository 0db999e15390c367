"""``evaluate``: how well questions of an evaluation file are answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import compose
from bot.cli.content import load_content
from bot.cli.figures import changes, figures_of, markdown, read_figures, write_figures
from bot.cli.tables import evaluation_tables
from bot.matching.decide import Outcome
from bot.matching.evaluate import Asked, EvaluationError, read_evaluation
from bot.matching.evaluate import evaluate as measure
from bot.matching.matcher import Matcher

WIDTH = 140
"""Columns of the tables; where the output goes to a file nothing says how wide it is."""


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Evaluation files: JSON lines, see evaluation/.")],
    against: Annotated[
        Path | None, typer.Option("--against", help="Also print what changed since the figures kept in this file.")
    ] = None,
    keep: Annotated[
        Path | None, typer.Option("--keep", help="Also keep the figures in this file, and print them for the README.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Ask every question of the files, as a person who chose its language, and count what is shown.

    Example: python -m bot evaluate evaluation/*.jsonl
    """
    try:
        rows = [row for file in files for row in read_evaluation(file)]
    except EvaluationError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
    with compose.explained():
        content = load_content(compose.settings())
    report = measure(rows, lambda text, locale: _ask(content.matcher, text, locale))
    if as_json:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        console = Console(width=WIDTH)
        for table in evaluation_tables(report):
            console.print(table)
    if against:
        for line in changes(read_figures(against), figures_of(report)):
            typer.echo(line, err=as_json)
    if keep:
        write_figures(keep, figures_of(report))
        typer.echo(markdown(figures_of(report)), err=as_json)


def _ask(matcher: Matcher, text: str, locale: str) -> Asked:
    """Return what a person would be shown; after a refusal or small talk no entry is."""
    match = matcher.match(text, locale)
    shown = match.candidates if match.outcome in {Outcome.ANSWER, Outcome.SUGGEST} else ()
    return Asked(match.outcome, tuple(each.entry for each in shown), tuple(each.score for each in shown))
