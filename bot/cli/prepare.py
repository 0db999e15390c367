"""``prepare``: makes ready what can be made ahead, so that the bot starts at once."""

from __future__ import annotations

from bot.cli import compose
from bot.cli.content import load_content


def prepare() -> None:
    """Compile the catalogs and train the matching model, where the cached ones do not fit the content.

    Example: python -m bot prepare
    """
    with compose.explained():
        load_content(compose.settings())
