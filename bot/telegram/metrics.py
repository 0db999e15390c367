"""Totals for whoever watches over the program: by outcome and language, nothing about entries, partners or chats."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """Counts of one process since it started."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter("bot_questions", "Questions", ("outcome", "locale"), registry=self._registry)
        self._seconds = Histogram("bot_answer_seconds", "From question to answer sent", registry=self._registry)

    def answered(self, outcome: str, locale: str, seconds: float) -> None:
        """Count a question."""
        self._questions.labels(outcome, locale).inc()
        self._seconds.observe(seconds)

    def watch(self, in_hand: Callable[[], int]) -> None:
        """Show how many updates are in hand."""
        Gauge("bot_updates_in_hand", "Updates not handled yet", registry=self._registry).set_function(in_hand)

    def exposition(self) -> bytes:
        """Return all counts in Prometheus' text format."""
        return generate_latest(self._registry)
