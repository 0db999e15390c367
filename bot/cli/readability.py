"""How hard the texts are to read, as a table and a list for those who write them."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import compose
from bot.i18n.catalogs import load_catalogs
from bot.i18n.readability import LONGEST_SENTENCE, ease, hard_texts
from bot.knowledge.loader import load_knowledge
from bot.settings import Settings


def report(settings: Settings, *, as_json: bool) -> None:
    """Print the figures of every language, and every text that is hard to read."""
    with compose.explained():
        knowledge = load_knowledge(settings.knowledge_dir)
        catalogs = load_catalogs(settings.locales_dir, compose.CATALOGS)
    figures, hard = list(ease(knowledge, catalogs)), list(hard_texts(knowledge, catalogs))
    if as_json:
        found = {"languages": [asdict(each) for each in figures], "hard": [asdict(each) for each in hard]}
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    table = Table("language", "sentences", "words a sentence", f"over {LONGEST_SENTENCE} words", "long words")
    for each in figures:
        shown = (f"{each.words_a_sentence:.1f}", str(each.long_sentences), f"{each.long_words:.1%}")
        table.add_row(each.locale, str(each.sentences), *shown)
    console = Console(highlight=False, markup=False)
    console.print(table)
    for text in hard:
        console.print(f"{text.locale} {text.context}: {text.why}: {text.text}")
