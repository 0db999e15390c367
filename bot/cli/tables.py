"""Evaluation figures as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.table import Table

from bot.cli.figures import SHARES
from bot.matching.evaluate import Figures, Report

_TIMES = ("p50_ms", "p99_ms")


def evaluation_tables(report: Report) -> Iterator[Table]:
    """Yield a table per locale, one per kind of typing, and the worst confusions."""
    yield _figures("by language", {**report.by_locale(), "all": report.overall})
    yield _figures("by kind of typing", report.by_kind())
    worst = Table("asked for", "shown first", "times", "as THE answer", title="worst confusions")
    for confusion in report.confusions():
        worst.add_row(
            confusion.expected or "(nothing)", confusion.shown, str(confusion.times), str(confusion.as_answer)
        )
    yield worst


def _figures(title: str, rows: Mapping[str, Figures]) -> Table:
    table = Table("", "n_in", "n_out", *SHARES, *_TIMES, title=title)
    for name, figures in rows.items():
        shares = [_number(getattr(figures, share), 2) for share in SHARES]
        times = [_number(getattr(figures, time), 2) for time in _TIMES]
        table.add_row(name, str(figures.n_in), str(figures.n_out), *shares, *times)
    return table


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
