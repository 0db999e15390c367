"""``translate``: keeps the catalogs in step with the sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import bot
from bot.cli import compose
from bot.i18n.progress import progress
from bot.i18n.update import stale, up_to_date
from bot.knowledge.loader import load_knowledge

app = typer.Typer(
    help="Keep the translations in step with the English texts.", no_args_is_help=True, add_completion=False
)


@app.command()
def update(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a catalog is not what update would write.")
    ] = False,
) -> None:
    """Add new texts to the catalogs, mark changed ones, and make the Uzbek Cyrillic catalogs from the Latin ones.

    Example: python -m bot translate update
    """
    settings = compose.settings()
    with compose.explained():
        load_knowledge(settings.knowledge_dir)  # a file that cannot be read must not look like texts that are gone
        files = up_to_date(Path(bot.__file__).parent, settings.knowledge_dir, settings.locales_dir, compose.today())
    different = list(stale(files))
    for path in different:
        typer.echo(f"{path}: {'not up to date; run: python -m bot translate update' if check else 'updated'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
    if check and different:
        raise typer.Exit(1)


@app.command()
def status() -> None:
    """Show, per language, how many texts are translated, outdated and missing.

    Example: python -m bot translate status
    """
    settings = compose.settings()
    table = Table("language", "catalog", "texts", "translated", "outdated", "missing", title="Translations")
    with compose.explained():
        for row in progress(settings.locales_dir):
            table.add_row(row.locale, row.domain, *map(str, (row.total, row.current, row.outdated, row.missing)))
    Console().print(table)
