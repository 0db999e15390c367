"""Evaluation figures as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.table import Table

from bot.cli.figures import SHARES
from bot.matching.bootstrap import Gap
from bot.matching.evaluate import Figures, Report

_TIMES = ("p50_ms", "p99_ms")


def evaluation_tables(report: Report) -> Iterator[Table]:
    """Yield a table per locale, one per kind of typing, and the worst confusions."""
    locales, kinds = report.by_locale(), report.by_kind()
    gaps = {locale: report.gap_of_locale(locale) for locale in locales}
    yield _figures("by language", {**locales, "all": report.overall}, "top1 - all", gaps)
    yield _figures("by kind of typing", kinds, "top1 - plain", {kind: report.gap_of_kind(kind) for kind in kinds})
    worst = Table("asked for", "shown first", "times", "as THE answer", title="worst confusions")
    for confusion in report.confusions():
        worst.add_row(
            confusion.expected or "(nothing)", confusion.shown, str(confusion.times), str(confusion.as_answer)
        )
    yield worst


def _figures(title: str, rows: Mapping[str, Figures], against: str, gaps: Mapping[str, Gap | None]) -> Table:
    """Make a table with a column ``against``: a difference and, in brackets, its 95 % interval."""
    table = Table("", "n_in", "n_out", *SHARES, against, *_TIMES, title=title)
    for name, figures in rows.items():
        shares = [_number(getattr(figures, share), 2) for share in SHARES]
        times = [_number(getattr(figures, time), 2) for time in _TIMES]
        found = gaps.get(name)
        told = f"{found.difference:+.2f} ({found.low:+.2f} {found.high:+.2f})" if found else "–"
        table.add_row(name, str(figures.n_in), str(figures.n_out), *shares, told, *times)
    return table


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
