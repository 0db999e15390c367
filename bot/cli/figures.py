"""The figures of the last evaluation, kept in a file: how they changed, and as the table of the README."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from bot.matching.evaluate import Figures, Report

SHARES = ("top1", "top3", "wrong", "refused_in", "refused_out", "suggested_out")
_HEADINGS = (
    "language", "questions", "of these unanswerable", "right at once", "right or suggested", "wrong", "refused",
    "unanswerable refused", "unanswerable with suggestions",
)  # fmt: skip

Kept = Mapping[str, Mapping[str, float | None]]
"""By language ("all" for all together): counts and shares; no times, which are another machine's."""


def figures_of(report: Report) -> Kept:
    """Return what is kept of a report."""
    figures: dict[str, Figures] = {**report.by_locale(), "all": report.overall}
    return {name: {key: asdict(each)[key] for key in ("n_in", "n_out", *SHARES)} for name, each in figures.items()}


def read_figures(path: Path) -> Kept:
    """Return the kept figures; nothing where there is no such file."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write_figures(path: Path, figures: Kept) -> None:
    """Keep the figures."""
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def changes(before: Kept, now: Kept) -> Iterator[str]:
    """Yield a line for every count and share that is not what it was; or one line that says that all are."""
    changed = False
    for name, figures in now.items():
        for key, is_now in figures.items():
            was = before.get(name, {}).get(key)
            if was != is_now:
                changed = True
                difference = "" if was is None or is_now is None else f" ({_shown(is_now - was, sign='+')})"
                yield f"{name} {key}: {_shown(was)} -> {_shown(is_now)}{difference}"
    for name in before.keys() - now.keys():
        changed = True
        yield f"{name} is no longer asked"
    if not changed:
        yield "the figures are the same as before"


def markdown(figures: Kept) -> str:
    """Return the figures as the table of the README."""
    rows = [f"| {' | '.join(_HEADINGS)} |", "| --- " * len(_HEADINGS) + "|"]
    for name, each in figures.items():
        counts = (f"{(each['n_in'] or 0) + (each['n_out'] or 0)}", f"{each['n_out']}")
        rows.append(f"| {' | '.join((name, *counts, *(_shown(each[key], 2) for key in SHARES)))} |")
    return "\n".join(rows)


def _shown(figure: float | None, digits: int = 4, sign: str = "") -> str:
    if figure is None:
        return "–"
    return f"{figure:{sign}d}" if isinstance(figure, int) else f"{figure:{sign}.{digits}f}"
