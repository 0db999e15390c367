"""``evaluate``: how well questions of an evaluation file are answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import compose
from bot.cli.tables import evaluation_tables
from bot.matching.evaluate import EvaluationError, asked_by, read_evaluation
from bot.matching.evaluate import evaluate as measure


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Evaluation files: JSON lines, see evaluation/.")],
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
        content = compose.load_content(compose.settings())
    report = measure(rows, asked_by(content.matcher))
    if as_json:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False))
        return
    console = Console()
    for table in evaluation_tables(report):
        console.print(table)
