"""Room matching: how well questions of an evaluation file are answered; reads those files and touches nothing else.

Pure but for the clock: it is given the function that asks the bot.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np

from bot.matching.bootstrap import Gap, gap
from bot.matching.decide import SHOWN, Outcome
from bot.matching.language import LOCALES

PLAIN: Final = "plain"
"""The kind of typing that others are compared with."""


class EvaluationError(Exception):
    """A line of an evaluation file cannot be used; the message is ``file:line: what, and how to mend it``."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question, the locale its asker chose, the entries that answer it (best first; none: must refuse), its kind."""

    text: str
    locale: str
    expect: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the bot did: the ids it showed, best first (none for REFUSE and SMALLTALK), and their scores."""

    outcome: Outcome
    ids: tuple[str, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A row, what the bot did with it, and in how many milliseconds."""

    row: Row
    asked: Asked
    milliseconds: float

    @property
    def right(self) -> bool:
        """An entry that answers was shown as the answer."""
        return self.asked.outcome is Outcome.ANSWER and self.asked.ids[0] in self.row.expect

    @property
    def wrong(self) -> bool:
        """An entry that does not answer was shown as the answer."""
        return self.asked.outcome is Outcome.ANSWER and self.asked.ids[0] not in self.row.expect

    @property
    def offered(self) -> bool:
        """An entry that answers was shown, as the answer or to choose from."""
        return not set(self.asked.ids[:SHOWN]).isdisjoint(self.row.expect)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the questions some entry answers (n_in) and of those none does (n_out); None where there is none."""

    n_in: int
    n_out: int
    top1: float | None
    top3: float | None
    wrong: float | None
    refused_in: float | None
    refused_out: float | None
    suggested_out: float | None
    p50_ms: float | None
    p99_ms: float | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """``shown`` came first, ``times`` times, where ``expected`` was asked for (None: where nothing was to be shown)."""

    expected: str | None
    shown: str
    times: int
    as_answer: int


@dataclass(frozen=True, slots=True)
class Report:
    """Every result, and the figures over them."""

    results: tuple[Result, ...]

    @property
    def overall(self) -> Figures:
        """The figures over all questions."""
        return _figures(self.results)

    def by_locale(self) -> dict[str, Figures]:
        """The figures of each locale, in the order of LOCALES."""
        present = [locale for locale in LOCALES if any(result.row.locale == locale for result in self.results)]
        return {
            locale: _figures([result for result in self.results if result.row.locale == locale]) for locale in present
        }

    def by_kind(self) -> dict[str, Figures]:
        """The figures of each kind of typing, all locales together."""
        kinds = sorted({result.row.kind for result in self.results})
        return {kind: _figures([result for result in self.results if result.row.kind == kind]) for kind in kinds}

    def gap_of_locale(self, locale: str) -> Gap | None:
        """How far right answers of a locale are above those of all together."""
        return gap(_right(self.results, lambda row: row.locale == locale), _right(self.results, lambda _: True))

    def gap_of_kind(self, kind: str) -> Gap | None:
        """How far right answers of a kind of typing are above those of plain typing, all locales together."""
        return gap(
            _right(self.results, lambda row: row.kind == kind), _right(self.results, lambda row: row.kind == PLAIN)
        )

    def confusions(self, most: int = 10) -> tuple[Confusion, ...]:
        """What is most often shown first though it does not answer; those shown as THE answer before the others."""
        shown: Counter[tuple[str | None, str]] = Counter()
        answered: Counter[tuple[str | None, str]] = Counter()
        for result in self.results:
            if result.asked.ids and result.asked.ids[0] not in result.row.expect:
                pair = (result.row.expect[0] if result.row.expect else None, result.asked.ids[0])
                shown[pair] += 1
                answered[pair] += result.wrong
        worst = sorted(shown, key=lambda pair: (-answered[pair], -shown[pair], pair[0] or "", pair[1]))
        return tuple(Confusion(*pair, times=shown[pair], as_answer=answered[pair]) for pair in worst[:most])

    def to_json(self) -> dict[str, object]:
        """The object ``evaluate --json`` prints."""
        return {
            "overall": asdict(self.overall),
            "locales": {locale: asdict(figures) for locale, figures in self.by_locale().items()},
            "rows": [
                {
                    "text": result.row.text,
                    "locale": result.row.locale,
                    "expect": list(result.row.expect),
                    "outcome": result.asked.outcome.value,
                    "ids": list(result.asked.ids),
                    "scores": [round(score, 4) for score in result.asked.scores],
                }
                for result in self.results
            ],
        }


def evaluate(rows: Iterable[Row], ask: Callable[[str, str], Asked]) -> Report:
    """Ask every question; ``ask`` takes the text and the locale its asker chose."""
    results = []
    for row in rows:
        began = perf_counter()
        asked = ask(row.text, row.locale)
        results.append(Result(row, asked, (perf_counter() - began) * 1000))
    return Report(tuple(results))


def read_evaluation(path: Path) -> tuple[Row, ...]:
    """The rows of a file of JSON lines; empty lines are passed over.

    Raises:
        EvaluationError: the file cannot be read, or the first line that is not as described.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"{path}: cannot be read as UTF-8 text ({error}); check the name and save it as UTF-8"
        ) from error
    return tuple(_row(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip())


def _row(line: str, place: str) -> Row:
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise EvaluationError(f"{place}: not JSON ({error}); write one object on this line") from error
    if not isinstance(given, dict) or not {"text", "locale", "expect", "kind"} <= set(given):
        raise EvaluationError(f'{place}: write "text", "locale", "expect" and "kind" in one object')
    text, locale, expect, kind = given["text"], given["locale"], given["expect"], given["kind"]
    if not isinstance(text, str) or not isinstance(kind, str) or not kind:
        raise EvaluationError(f'{place}: "text" and "kind" must be strings, "kind" not empty; put them in quotes')
    if not isinstance(locale, str) or locale not in LOCALES:
        raise EvaluationError(f'{place}: "locale" is {locale!r}; write one of {", ".join(LOCALES)}')
    if not isinstance(expect, list) or not all(isinstance(entry, str) for entry in expect):
        raise EvaluationError(f'{place}: "expect" must be a list of entry ids; write [] where the bot must refuse')
    return Row(text, locale, tuple(expect), kind)


def _figures(results: Sequence[Result]) -> Figures:
    inside = [result for result in results if result.row.expect]
    outside = [result for result in results if not result.row.expect]
    times = [result.milliseconds for result in results]
    return Figures(
        n_in=len(inside),
        n_out=len(outside),
        top1=_share(result.right for result in inside),
        top3=_share(result.offered for result in inside),
        wrong=_share(result.wrong for result in inside),
        refused_in=_share(not result.asked.ids for result in inside),
        refused_out=_share(result.asked.outcome is not Outcome.ANSWER for result in outside),
        suggested_out=_share(result.asked.outcome is Outcome.SUGGEST for result in outside),
        p50_ms=round(float(np.percentile(times, 50)), 3) if times else None,
        p99_ms=round(float(np.percentile(times, 99)), 3) if times else None,
    )


def _right(results: Iterable[Result], chosen: Callable[[Row], bool]) -> list[bool]:
    """Whether each of the chosen questions that some entry answers was answered rightly."""
    return [result.right for result in results if result.row.expect and chosen(result.row)]


def _share(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return round(sum(counted) / len(counted), 4) if counted else None
