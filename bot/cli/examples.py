"""The example questions asked of a model that has not seen them, compared with how many may fail."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import typer

from bot.cli.compose import MODELS
from bot.cli.content import LEARNING, decider
from bot.knowledge.known_failing import FILE, read_known_failing, write_known_failing
from bot.knowledge.model import QUESTION_LOCALES, Knowledge
from bot.matching.cache import cached, load_or_judge
from bot.matching.crosscheck import Stolen, stolen
from bot.matching.examples import Examples
from bot.settings import Settings

SLACK, SLACK_SHARE = 2, 0.05
"""By how many questions, or by which share of the count, a language may be above it."""


def stolen_examples(knowledge: Knowledge) -> list[Stolen]:
    """Return the example questions that another entry would answer; models are learned first where none is cached.

    Raises:
        ModelError: when no model can be learned.
    """
    examples = Examples(knowledge.examples)
    if cached(examples, MODELS) is None:
        typer.echo(LEARNING.format(count=len(examples)), err=True)
    model, unseen = load_or_judge(examples, MODELS)
    return list(stolen(unseen, examples, decider(model, knowledge)))


def too_many_stolen(settings: Settings, found: Sequence[Stolen]) -> tuple[list[str], list[str]]:
    """Return (errors, warnings): languages in which more questions fail than known-failing.yaml allows, or fewer.

    A few more are no error: the limit above which an answer is shown is one for all languages, so that a change in one
    moves the counts of the others a little.

    Raises:
        ContentError: when that file has a mistake.
    """
    path = settings.knowledge_dir / FILE
    allowed = read_known_failing(settings.knowledge_dir)
    counts = Counter(each.example.locale for each in found)
    errors, warnings = [], []
    for locale in sorted(counts | allowed):
        may, do = allowed.get(locale, 0), counts[locale]
        if do > may + max(SLACK, SLACK_SHARE * may):
            errors.append(
                f"{path}: {locale}: another entry would answer {do} example questions, at most {may} may be so; "
                "see those listed: move a question, or write more for the entry it belongs to"
            )
        elif do < may:
            warnings.append(f"{path}: {locale}: only {do} fail now, {may} may; run: python -m bot check --shrink")
    return errors, warnings


def shrink(settings: Settings, found: Sequence[Stolen]) -> None:
    """Lower the counts in known-failing.yaml to what fails now; none is ever raised. A new file takes them as they are.

    Raises:
        ContentError: when that file has a mistake.
    """
    counts = Counter(each.example.locale for each in found)
    kept = read_known_failing(settings.knowledge_dir)
    if (settings.knowledge_dir / FILE).exists():
        counts = Counter({locale: min(counts[locale], may) for locale, may in kept.items()})
    write_known_failing(settings.knowledge_dir, {locale: counts[locale] for locale in {*QUESTION_LOCALES, *counts}})


def told(found: Sequence[Stolen]) -> Iterator[str]:
    """Yield a line for every pair of entries and language: which questions of the one the other would answer."""
    pairs: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in found:
        pairs[each.example.locale, each.example.label, each.shown].append(each.example.text)
    for (locale, label, shown), texts in sorted(pairs.items()):
        belongs = f"'{label[1:]}' of _none.yaml" if label.startswith("_") else label
        yield f"{locale}: {shown} would answer of {belongs}: " + " · ".join(texts)
