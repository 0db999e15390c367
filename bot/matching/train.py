"""Room matching: learns a model from example questions.

``python -m bot.matching.train MODEL UNSEEN`` reads the examples as JSON from stdin, a list of [text, locale,
label], and writes the model and what crosscheck.py needs. The same examples give the same model, in whatever order.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final

import numpy as np

from bot.knowledge.model import Example
from bot.matching.courtesy import phrases, pleasantries
from bot.matching.crosscheck import Unseen
from bot.matching.examples import Examples
from bot.matching.fold import fold
from bot.matching.language import is_cyrillic, learn_languages
from bot.matching.learn import Limits, learn, limits, probabilities
from bot.matching.model import Model, ModelError
from bot.matching.weigh import bags

NICENESS: Final = 10
"""How far training stands back (as in nice(1)): people may be waiting for answers meanwhile."""


def train(examples: Examples) -> tuple[Model, Unseen]:
    """Learn a model; and what models say of each example that have not seen it (nothing where examples are few).

    Raises:
        ModelError: there are too few examples to learn from.
        ImportError: scikit-learn is missing.
    """
    labels = np.array([example.label for example in examples])
    if len(set(labels)) < 2:
        raise ModelError(
            "example questions of one entry alone teach nothing; write some for a second entry or in _none.yaml"
        )
    folded = [fold(example.text) for example in examples]
    texts = bags(folded)
    classifier, logits = learn(texts, labels)
    learned = Limits() if logits is None else limits(logits, labels)
    rows = classifier.weigh(texts)
    polite = phrases(examples.ordered, folded)
    languages = learn_languages(examples.ordered, folded)
    model = Model(
        digest=examples.digest,
        keys=classifier.keys,
        rarity=classifier.rarity,
        labels=classifier.labels,
        weights=(classifier.weights / learned.temperature).astype(np.float16),
        bias=(classifier.bias / learned.temperature).astype(np.float32),
        answer_at=learned.answer_at,
        offer_at=learned.offer_at,
        row_ends=rows.ends,
        row_places=rows.places,
        row_counts=rows.counts.astype(np.float16),
        row_cyrillic=np.array([is_cyrillic(example.text) for example in examples]),
        phrases=np.array(sorted(polite), dtype=np.str_),
        phrase_kinds=np.array([polite[phrase] for phrase in sorted(polite)], dtype=np.str_),
        pleasantries=np.array(sorted(pleasantries(examples.ordered, folded)), dtype=np.str_),
        language_names=languages.names,
        language_keys=languages.keys,
        language_weights=languages.weights,
    )
    likely = np.empty((0, len(classifier.labels))) if logits is None else probabilities(logits / learned.temperature)
    return model, Unseen(classifier.labels, likely.astype(np.float16))


def main() -> int:
    """Train from stdin; on failure say in one line why, and return 1."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        examples = Examples(Example(text, locale, label) for text, locale, label in json.load(sys.stdin))
        model, unseen = train(examples)
        model.save(Path(sys.argv[1]))
        unseen.save(Path(sys.argv[2]))
    except ImportError as error:
        sys.stderr.write(f"{error}; scikit-learn is needed to train: run make setup\n")
        return 1
    except ModelError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
