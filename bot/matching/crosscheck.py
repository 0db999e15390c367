"""Room matching: which example questions another entry would answer, asked of a model that has not seen them.

Every example is judged by a model that learned neither it nor its like (five grouped parts, see learn.py).
Where another entry is shown as THE answer, the two are too close: an example is in the wrong place, or more are needed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.knowledge.model import Example
from bot.matching.decide import Decider, Outcome
from bot.matching.examples import Examples
from bot.matching.model import ModelError, Names


@dataclass(frozen=True, slots=True, eq=False)
class Unseen:
    """How likely each of ``labels`` is for each example in model order, by a model that saw neither it nor its like."""

    labels: Names
    likely: npt.NDArray[np.float16]

    def save(self, path: Path) -> None:
        """Write it to ``path``."""
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, labels=self.labels, likely=self.likely)

    @classmethod
    def load(cls, path: Path) -> Unseen:
        """Read it.

        Raises:
            ModelError: there is no such file, or it is damaged.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return cls(arrays["labels"], arrays["likely"])
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
            raise ModelError(f"{path}: cannot be read ({error}); delete it and run `make setup`") from error


@dataclass(frozen=True, slots=True)
class Stolen:
    """An example question, and the entry that would be shown as THE answer to it though it belongs elsewhere."""

    example: Example
    shown: str


def stolen(unseen: Unseen, examples: Examples, decider: Decider) -> Iterator[Stolen]:
    """Yield every example whose answer another entry would take; also what no entry answers, where one would.

    Nothing where there are too few examples for any to be judged.
    """
    if not len(unseen.likely):
        return
    labels = [str(label) for label in unseen.labels]
    entries = [(place, label) for place, label in enumerate(labels) if not label.startswith("_")]
    talk = [(place, label[1:]) for place, label in enumerate(labels) if label.startswith("_")]
    for example, row in zip(examples, unseen.likely.tolist(), strict=True):
        found = decider.decide(
            {label: row[place] for place, label in entries}, {kind: row[place] for place, kind in talk}
        )
        if found.outcome is Outcome.ANSWER and found.entries[0] != example.label:
            yield Stolen(example, found.entries[0])
