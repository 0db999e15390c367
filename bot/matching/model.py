"""Room matching: the trained model as numpy arrays, and its file; reads and writes that file, touches nothing else."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.features import Keys
from bot.matching.language import Evidence
from bot.matching.weigh import Floats, Places, Rows, bags, weigh

_FORMAT: Final = "bot.matching 3"
_MEND: Final = "delete it and run `make setup`"

Halves = npt.NDArray[np.float16]
Names = npt.NDArray[np.str_]


class ModelError(Exception):
    """There is no usable model; the message says why, and how to get one."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything training learned from the examples whose ``digest`` it carries.

    ``keys`` are the features it knows, ascending, ``rarity`` how much each counts. ``labels`` are entry ids and kinds
    of what no entry answers; ``weights`` has a row a feature and a column a label. Example number i, in model order,
    has the features ``row_places[row_ends[i]:row_ends[i + 1]]``; ``row_cyrillic[i]`` tells whether it is written in
    Cyrillic. ``phrases`` are whole greetings and the like, with their ``phrase_kinds``; ``pleasantries`` are words of
    greetings and thanks. A label whose probability reaches ``answer_at`` may be shown as the answer; where the entries
    together reach ``offer_at``, they may be offered.
    """

    digest: str
    keys: Keys
    rarity: Floats
    labels: Names
    weights: Halves
    bias: Floats
    answer_at: float
    offer_at: float
    row_ends: Places
    row_places: Places
    row_counts: Halves
    row_cyrillic: npt.NDArray[np.bool_]
    phrases: Names
    phrase_kinds: Names
    pleasantries: Names
    language_names: Names
    language_keys: Keys
    language_weights: Halves

    @property
    def languages(self) -> Evidence:
        """What tells the languages apart."""
        return Evidence(self.language_names, self.language_keys, self.language_weights)

    def weigh(self, folded: str) -> Rows:
        """The features of a question, weighed as those of the examples were."""
        return weigh(bags([folded]), self.keys, self.rarity)

    def probabilities(self, question: Rows) -> npt.NDArray[np.float64]:
        """The probability of each of ``labels``."""
        logits = (question.counts @ self.weights[question.places].astype(np.float32) + self.bias).astype(np.float64)
        likely = np.exp(logits - logits.max())
        return np.asarray(likely / likely.sum(), dtype=np.float64)

    def spread(self, question: Rows) -> Floats:
        """The question as one number for each of ``keys``."""
        spread = np.zeros(len(self.keys), dtype=np.float32)
        spread[question.places] = question.counts
        return spread

    def likeness(self, spread: Floats, first: int, end: int) -> Floats:
        """How alike a spread question is to each of the examples ``first`` to ``end``, from 0 to less than 1.8."""
        begin, stop = self.row_ends[first], self.row_ends[end]
        shared = spread[self.row_places[begin:stop]] * self.row_counts[begin:stop]
        starts = self.row_ends[first:end] - begin
        sums = np.add.reduceat(np.append(shared, np.float32(0)), starts)
        return np.where(starts < self.row_ends[first + 1 : end + 1] - begin, sums, np.float32(0))

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        arrays = {field.name: np.asarray(getattr(self, field.name)) for field in fields(self)}
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, format=np.array(_FORMAT), **arrays)

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read a model.

        Raises:
            ModelError: there is no such file, or it is damaged or not one of ours.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                if str(arrays["format"]) != _FORMAT:
                    raise ModelError(f"{path}: a matching model of another version; {_MEND}")
                held = {field.name: arrays[field.name] for field in fields(cls)}
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
            raise ModelError(f"{path}: the matching model cannot be read ({error}); {_MEND}") from error
        scalars = {
            "digest": str(held["digest"]),
            "answer_at": float(held["answer_at"]),
            "offer_at": float(held["offer_at"]),
        }
        model = cls(**(held | scalars))
        if not model.is_whole():
            raise ModelError(f"{path}: the parts of the matching model do not fit together; {_MEND}")
        return model

    def is_whole(self) -> bool:
        """Tell whether the parts fit together."""
        vocabulary, labels = len(self.keys), len(self.labels)
        return (
            vocabulary > 0
            and self.rarity.shape == (vocabulary,)
            and self.weights.shape == (vocabulary, labels)
            and self.bias.shape == (labels,)
            and self.phrases.shape == self.phrase_kinds.shape
            and self.row_places.shape == self.row_counts.shape == (int(self.row_ends[-1]),)
            and self.language_weights.shape == (len(self.language_keys), len(self.language_names))
        )
