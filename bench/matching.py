"""Bench of the matcher: time a question over the evaluation files, the slowest long message, load time and memory."""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from bot.cli import compose
from bot.knowledge.loader import load_knowledge
from bot.matching.cache import load_or_train
from bot.matching.evaluate import Row, read_evaluation
from bot.matching.examples import Examples
from bot.matching.matcher import Matcher

EVALUATION = Path(__file__).parents[1] / "evaluation"
LONGEST = 4096
"""Characters of the longest message Telegram delivers (telegram.constants.MessageLimit.MAX_TEXT_LENGTH)."""
ROUNDS = 5


def timed(work: Callable[..., object], *given: object) -> float:
    """Milliseconds that some work takes."""
    began = time.perf_counter()
    work(*given)
    return (time.perf_counter() - began) * 1000


def resident_mb() -> float:
    """Resident memory of this process."""
    return float(psutil.Process().memory_info().rss) / 2**20


def long_messages() -> dict[str, str]:
    """The longest messages Telegram delivers, of the kinds that cost most."""
    chance = random.Random(0)  # noqa: S311 - a bench, the same each time
    return {
        "one word": "ш" * LONGEST,
        "words": " ".join(["меня", "задержали", "в", "отделе"] * LONGEST)[:LONGEST],
        "spellings": "shchkhtszh0346" * (LONGEST // 14),
        "combining marks": "и\u0306\u0301" * (LONGEST // 3),
        "right to left": "\u202eﷺ" * (LONGEST // 2),
        "any characters": "".join(chr(chance.randrange(0x20, 0xD7FF)) for _ in range(LONGEST)),
    }


def main() -> None:
    """Print the table."""
    settings = compose.settings()
    examples = Examples(load_knowledge(settings.knowledge_dir).examples)
    load_or_train(examples, compose.MODELS)
    entries = {example.label for example in examples if not example.label.startswith("_")}
    before = resident_mb()
    began = time.perf_counter()
    matcher = Matcher(load_or_train(examples, compose.MODELS), examples, entries)
    load = (time.perf_counter() - began) * 1000
    rows = [row for file in sorted(EVALUATION.glob("*.jsonl")) for row in read_evaluation(file)]
    rows = rows or [Row(example.text, example.locale, (), "") for example in examples]
    times = questions(matcher, rows)
    slowest = {
        name: max(timed(matcher.match, text, "ru") for _ in range(ROUNDS)) for name, text in long_messages().items()
    }
    table = Table("", "", title=f"matching: {len(examples)} examples, {len(entries)} entries")
    table.add_row("load, model cached", f"{load:.0f} ms")
    table.add_row("memory added", f"{resident_mb() - before:.0f} MB")
    table.add_row(f"p50 of {len(times)} questions", f"{np.percentile(times, 50):.2f} ms")
    table.add_row("p99", f"{np.percentile(times, 99):.2f} ms")
    for name, milliseconds in sorted(slowest.items(), key=lambda each: -each[1]):
        table.add_row(f"{LONGEST:,} characters: {name}", f"{milliseconds:.2f} ms")
    Console().print(table)


def questions(matcher: Matcher, rows: Sequence[Row]) -> list[float]:
    """Milliseconds of each question, the first round left out."""
    rounds = [[timed(matcher.match, row.text, row.locale) for row in rows] for _ in range(ROUNDS)]
    return [milliseconds for each in rounds[1:] for milliseconds in each]


if __name__ == "__main__":
    main()
