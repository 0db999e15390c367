"""Totals for whoever watches over the program: by outcome and language, nothing about entries, partners or chats."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest


class Metrics:
    """Counts of one process since it started."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter("bot_questions", "Questions", ("outcome", "locale"), registry=self._registry)
        self._content = Info("bot_content", "Content that is served", registry=self._registry)
        self._seconds = Histogram("bot_answer_seconds", "From question to answer sent", registry=self._registry)

    def answered(self, outcome: str, locale: str, seconds: float) -> None:
        """Count a question."""
        self._questions.labels(outcome, locale).inc()
        self._seconds.observe(seconds)

    def watch(self, **gauges: Callable[[], float]) -> None:
        """Show what each of ``gauges`` returns when it is asked for, as ``bot_<name>``."""
        for name, value in gauges.items():
            Gauge(f"bot_{name}", name.replace("_", " "), registry=self._registry).set_function(value)

    def serves(self, version: str) -> None:
        """Show the version of the content that is served."""
        self._content.info({"version": version})

    def exposition(self) -> bytes:
        """Return all counts in Prometheus' text format."""
        return generate_latest(self._registry)
