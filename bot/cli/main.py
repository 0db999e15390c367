"""All commands, under one ``python -m bot``."""

from __future__ import annotations

import typer

from bot.cli import ask, check, evaluate, overview, prepare, review, run, translate

app = typer.Typer(
    help="A Telegram bot that answers migrants' questions from a cited knowledge base.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(run.run)
app.command("ask")(ask.ask)
app.command("check")(check.check)
app.command("evaluate")(evaluate.evaluate)
app.command("overview")(overview.overview)
app.command("review")(review.review)
app.command("prepare")(prepare.prepare)
app.add_typer(translate.app, name="translate")
