"""How far the translations are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.i18n.catalogs import po_path
from bot.i18n.extract import DOMAINS
from bot.i18n.languages import LOCALES, SOURCE_LOCALE
from bot.i18n.po import compiled, parse, read


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of one catalog."""

    locale: str
    domain: str
    total: int
    current: int
    outdated: int

    @property
    def missing(self) -> int:
        """Texts that are shown in another language."""
        return self.total - self.current - self.outdated


def progress(folder: Path) -> Iterator[Progress]:
    """Yield the counts of every catalog below ``folder`` (``locales/``).

    Raises:
        PoError: when a catalog is missing or cannot be read.
    """
    for locale in LOCALES:
        for domain in DOMAINS if locale != SOURCE_LOCALE else ():
            path = po_path(folder, locale, domain)
            content = read(path)
            current, outdated = compiled(path, content)
            yield Progress(locale, domain, len(parse(path, content)), len(current), len(outdated))
