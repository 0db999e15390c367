"""Bench of growth: our matcher at once, three and ten times the base, beside search engines over the same examples.

``make bench-matching``. Three times is trained for real. Ten times (750 entries) has made-up weights of the true size,
because only its speed and memory are asked for. A copy of an entry says its questions in other words of the same
languages: every word is exchanged for another one, always the same within a copy.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from bench.engines import Bm25, Engine, Fts5, RapidFuzz
from bot.cli import compose
from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Example
from bot.matching.examples import Examples
from bot.matching.fold import fold
from bot.matching.language import learn_languages
from bot.matching.learn import vocabulary
from bot.matching.matcher import Matcher
from bot.matching.model import Model, Names
from bot.matching.train import train
from bot.matching.weigh import bags, weigh

ASKED = 200
"""Questions asked at each size: examples of the base itself, as people type."""
SIZES = (1, 3, 10)
TRAINED = 3
"""The largest size that is trained for real."""


@dataclass
class Measured:
    """What one engine needs at one size."""

    build_s: float
    memory_mb: float
    p50_ms: float
    p99_ms: float


def grown(examples: Sequence[Example], times: int) -> list[Example]:
    """Return the examples, and ``times`` - 1 copies of all entries in other words."""
    words = sorted({word for example in examples for word in example.text.split()})
    base = list(examples)
    for copy in range(1, times):
        others = words.copy()
        random.Random(copy).shuffle(others)  # noqa: S311 - a bench, the same each time
        other = dict(zip(words, others, strict=True))
        for example in examples:
            if not example.label.startswith("_"):
                text = " ".join(other[word] for word in example.text.split())
                base.append(Example(text, example.locale, f"{example.label}-{copy}"))
    return base


def made_up(examples: Examples) -> Model:
    """Return a model of the true size with weights drawn by chance."""
    labels = np.unique([example.label for example in examples])
    folded = [fold(example.text) for example in examples]
    texts = bags(folded)
    keys, rarity = vocabulary(texts)
    rows = weigh(texts, keys, rarity)
    languages = learn_languages(examples.ordered, folded)
    chance = np.random.default_rng(0)
    return Model(
        digest=examples.digest,
        keys=keys,
        rarity=rarity,
        labels=labels,
        weights=chance.standard_normal((len(keys), len(labels)), dtype=np.float32).astype(np.float16),
        bias=np.zeros(len(labels), np.float32),
        answer_at=0.8,
        offer_at=0.3,
        row_ends=rows.ends,
        row_places=rows.places,
        row_counts=rows.counts.astype(np.float16),
        row_cyrillic=np.ones(len(examples), dtype=bool),
        phrases=np.array(["salom"]),
        phrase_kinds=np.array(["greeting"]),
        pleasantries=np.array(["salom"]),
        language_names=languages.names,
        language_keys=languages.keys,
        language_weights=languages.weights,
    )


def measured(build: Callable[[], Callable[[str], object]], questions: Sequence[str]) -> Measured:
    """Build an engine, ask the questions, and say what that took; memory is what the process grew by."""
    before = psutil.Process().memory_info().rss
    began = time.perf_counter()
    ask = build()
    built = time.perf_counter() - began
    memory = (psutil.Process().memory_info().rss - before) / 2**20
    times = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        times.append(1000 * (time.perf_counter() - began))
    return Measured(built, memory, float(np.percentile(times, 50)), float(np.percentile(times, 99)))


def ours(examples: Sequence[Example], *, for_real: bool) -> Callable[[str], object]:
    """Return our matcher over the examples."""
    ordered = Examples(examples)
    model = train(ordered)[0] if for_real else made_up(ordered)
    matcher = Matcher(model, ordered, {example.label for example in examples if not example.label.startswith("_")})
    return lambda question: matcher.match(question, "ru")


def theirs(engine: Callable[[Sequence[str], Names], Engine], examples: Sequence[Example]) -> Callable[[str], object]:
    """Return another engine over the folded examples."""
    built = engine([fold(example.text) for example in examples], np.array([example.label for example in examples]))
    return lambda question: built.scores(fold(question))


def main() -> None:
    """Print a table for every size."""
    shipped = load_knowledge(compose.settings().knowledge_dir).examples
    questions = [example.text for example in random.Random(0).sample(list(shipped), ASKED)]  # noqa: S311
    for size in SIZES:
        examples = grown(shipped, size)
        entries = len({example.label for example in examples if not example.label.startswith("_")})
        table = Table("engine", "build s", "memory MB", "p50 ms", "p99 ms")
        table.title = f"{size} x: {entries} entries, {len(examples)} examples"
        for name, build in builders(examples, for_real=size <= TRAINED).items():
            found = measured(build, questions)
            sys.stderr.write(f"{size} x {name}: done\n")
            numbers = (found.build_s, found.memory_mb)
            table.add_row(name, *(f"{number:.1f}" for number in numbers), f"{found.p50_ms:.2f}", f"{found.p99_ms:.2f}")
        Console().print(table)


def builders(examples: Sequence[Example], *, for_real: bool) -> dict[str, Callable[[], Callable[[str], object]]]:
    """Return, by name, what builds each engine over the examples."""
    return {
        "ours" if for_real else "ours, made-up weights": partial(ours, examples, for_real=for_real),
        "bm25s": partial(theirs, Bm25, examples),
        "FTS5": partial(theirs, Fts5, examples),
        "rapidfuzz": partial(theirs, RapidFuzz, examples),
    }


if __name__ == "__main__":
    main()
