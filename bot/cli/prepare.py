"""``prepare``: makes ready what can be made ahead, so that the bot starts at once."""

from __future__ import annotations

from rich.console import Console

from bot.cli import compose


def prepare() -> None:
    """Compile the catalogs and train the matching model, where the cached ones do not fit the content.

    Example: python -m bot prepare
    """
    with compose.explained(), Console(stderr=True).status("Preparing the answers (a minute or so, once)…"):
        compose.load_content(compose.settings())
