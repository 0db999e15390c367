"""How sure a difference between two shares is: the 95 % bootstrap interval; touches numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

DRAWS: Final = 2000
"""How often both samples are drawn anew."""
SURE: Final = 0.95
"""Share of the draws that lie inside the interval."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A share minus another, and the interval in which the difference lies."""

    difference: float
    low: float
    high: float


def gap(hits: Sequence[bool], others: Sequence[bool]) -> Gap | None:
    """Return by how much the share of ``hits`` is above that of ``others``; None where one is empty."""
    if not hits or not others:
        return None
    chance = np.random.default_rng(0)  # the same each time
    drawn = [chance.binomial(len(each), np.mean(each), DRAWS) / len(each) for each in (hits, others)]
    low, high = np.quantile(drawn[0] - drawn[1], [(1 - SURE) / 2, (1 + SURE) / 2])
    return Gap(round(float(np.mean(hits) - np.mean(others)), 4), round(float(low), 4), round(float(high), 4))
