"""Faults on order: what the network and Telegram do to a bot on a bad day. No I/O.

A plan is laid per method (`*` for all) and used up call by call, oldest plan first.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

ANY_METHOD = "*"


class FaultKind(StrEnum):
    """How a call goes wrong."""

    STATUS = "status"
    HANG = "hang"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one call.

    Attributes:
        status: HTTP status of STATUS.
        retry_after: seconds, for a 429.
        body: sent as it is, as HTML, instead of Telegram's JSON.
        seconds: how long HANG keeps silent before it cuts the connection.
        handled: the call takes effect first; only its answer is lost.
    """

    kind: FaultKind
    status: int = 500
    retry_after: int | None = None
    body: str | None = None
    seconds: float = 0.0
    handled: bool = False


class Faults:
    """The plans that are still to come true."""

    def __init__(self) -> None:
        self._plans: dict[str, deque[Fault]] = {}
        self._delays: dict[str, float] = {}
        self._repeats = 0
        self._shuffles = 0

    def plan(self, method: str, fault: Fault, times: int) -> None:
        """The next `times` calls of `method` get this fault."""
        self._plans.setdefault(method.lower(), deque()).extend([fault] * times)

    def slow_down(self, seconds: float, method: str) -> None:
        """Every call of `method` from now on is answered that much later; 0 ends it."""
        self._delays[method.lower()] = seconds
        if not seconds:
            del self._delays[method.lower()]

    def repeat_batches(self, times: int) -> None:
        """The next `times` answers of getUpdates, or webhook deliveries, carry their updates twice."""
        self._repeats += times

    def shuffle_batches(self, times: int) -> None:
        """The next `times` answers of getUpdates with several updates carry them newest first."""
        self._shuffles += times

    def clear(self) -> None:
        """Good weather again."""
        self._plans.clear()
        self._delays.clear()
        self._repeats = self._shuffles = 0

    def take(self, method: str) -> Fault | None:
        """The fault of this call, used up by asking."""
        if not self._plans:
            return None
        for name in (method.lower(), ANY_METHOD):
            if plan := self._plans.get(name):
                fault = plan.popleft()
                if not plan:
                    del self._plans[name]
                return fault
        return None

    def delay(self, method: str) -> float:
        """Seconds to wait before answering."""
        if not self._delays:
            return 0.0
        return self._delays.get(method.lower(), self._delays.get(ANY_METHOD, 0.0))

    def take_repeat(self) -> bool:
        """Whether this delivery is to be doubled."""
        if self._repeats:
            self._repeats -= 1
            return True
        return False

    def distort(self, batch: list[dict[str, object]]) -> list[dict[str, object]]:
        """A batch of updates as the plans want it."""
        if self._shuffles and len(batch) > 1:
            self._shuffles -= 1
            batch = batch.copy()
            batch.reverse()
        return batch + batch if batch and self.take_repeat() else batch
