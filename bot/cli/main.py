"""All commands, under one ``python -m bot``; only the module of the command that is given is loaded."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS: Final = (
    "run",
    "ask",
    "check",
    "evaluate",
    "overview",
    "review",
    "prepare",
    "translate",
    "inbox",
    "stats",
    "doctor",
    "wipe-all",
)
"""Every command, in the order of ``--help``.

Each has a module of its name, with a function of that name, or an ``app`` where the command has commands of its own.
"""


class _OnDemand(TyperGroup):
    """A group whose commands are imported when they are asked for: the bot starts sooner without the others.

    typer hides the types of contexts and commands in a private module, hence Any.
    """

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature of typer
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the signature of typer
        if cmd_name not in COMMANDS:
            return None
        command = get_command(_app(cmd_name))
        command.name = cmd_name
        return command


def _app(name: str) -> typer.Typer:
    word = name.replace("-", "_")
    module = import_module(f"bot.cli.{word}")
    if isinstance(given := getattr(module, "app", None), typer.Typer):
        return given
    made = typer.Typer(add_completion=False)
    made.command(name)(getattr(module, word))
    return made


app = typer.Typer(cls=_OnDemand, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def _bot() -> None:
    """A Telegram bot that answers migrants' questions from a cited knowledge base."""
