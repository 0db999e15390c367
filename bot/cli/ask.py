"""``ask``: what would be answered to a question, and why."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import compose
from bot.cli.content import load_content
from bot.i18n.languages import LOCALES


def ask(
    text: Annotated[str, typer.Argument(help="The question, as a person would type it.")],
    locale: Annotated[
        str | None, typer.Option(help=f"The language the person chose: {', '.join(LOCALES)}. Without: not chosen yet.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Show what would be answered, and why: the outcome, the scores, the matched question.

    Example: python -m bot ask "меня задержали" --locale ru
    """
    if locale is not None and locale not in LOCALES:
        raise typer.BadParameter(f"{locale!r} is not one of {', '.join(LOCALES)}", param_hint="--locale")
    with compose.explained():
        content = load_content(compose.settings())
    answered = content.dialog.answer(text, locale)
    match = answered.match
    if as_json:
        candidates = [{"id": each.entry, "score": each.score, "question": each.question} for each in match.candidates]
        found = {"text": text, "locale": answered.locale, "outcome": match.outcome, "folded": match.folded}
        typer.echo(json.dumps({**found, "candidates": candidates, "reply": answered.reply.text}, ensure_ascii=False))
        return
    console = Console(highlight=False, markup=False)
    table = Table("entry", "score", "closest example question", title=f"{match.outcome} · {answered.locale}")
    for each in match.candidates:
        table.add_row(each.entry, f"{each.score:.3f}", each.question)
    console.print(answered.reply.text)
    console.print(table)
    console.print(f"compared as: {match.folded}")
