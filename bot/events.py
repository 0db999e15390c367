"""What the log may say: an allow-list of events and fields, all of them about the program. A leaf.

No text, name, number of a person or token can be logged, because there is no field that carries one. What is given to
a field is checked besides: a value that does not look like a name of ours is struck out.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from types import TracebackType
from typing import Final

_LOG: Final = logging.getLogger("bot")
_FIELDS: Final = "fields"
_HARMLESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}|-")
_MOST_DIGITS: Final = 4
"""Digits in a row in a name of ours; ids of chats and tokens have more."""
_STRUCK: Final = "?"


def report(  # noqa: PLR0913 - a keyword for each field that may be logged
    level: int,
    event: str,
    *,
    outcome: str | None = None,
    locale: str | None = None,
    entry: str | None = None,
    error: str | None = None,
    why: str | None = None,
    ms: float | None = None,
    retry_in: float | None = None,
) -> None:
    """Log one event.

    Args:
        level: as in :mod:`logging`.
        event: what happened.
        outcome: what came of a question.
        locale: in which language.
        entry: with which entry.
        error: the name of an exception's type, never its message.
        why: a reason, one of our own words.
        ms: milliseconds it took.
        retry_in: seconds until the next try.
    """
    names = {"event": event, "outcome": outcome, "locale": locale, "entry": entry, "error": error, "why": why}
    said = [f"{key}={_harmless(value)}" for key, value in names.items() if value is not None]
    said += [f"{key}={value:.1f}" for key, value in (("ms", ms), ("retry_in", retry_in)) if value is not None]
    _LOG.log(level, "%s", " ".join(said), extra={_FIELDS: True})


def failed(event: str, error: BaseException) -> None:
    """Log that something went wrong: the kind of error and where in the program, without what it says."""
    report(logging.ERROR, event, error=type(error).__name__, why=_place(error.__traceback__))


def _place(trace: TracebackType | None) -> str | None:
    """Return the module and line of our own code that came last, as ``bot.telegram.sending.L42``."""
    place = None
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.split(".", maxsplit=1)[0] == "bot":
            place = f"{module}.L{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _harmless(value: str) -> str:
    digits = re.search(rf"\d{{{_MOST_DIGITS + 1},}}", value)
    return value if _HARMLESS.fullmatch(value) and not digits else _STRUCK


class _OwnEvents(logging.Filter):
    """Lets through what :func:`report` wrote, without any exception or stack that was hung on it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = record.stack_info = None
        return getattr(record, _FIELDS, False) is True


def set_up(level: str) -> None:
    """Log our own events of ``level`` and above on stderr; nothing of any library, at any level.

    Other libraries log texts, ids, addresses with the token in them, and tracebacks that hold all of these. A crash
    is told by its kind and place alone.
    """
    logging.lastResort = None
    logging.raiseExceptions = False  # else a record that cannot be formatted is printed with its arguments
    root = logging.getLogger()
    root.handlers = [logging.NullHandler()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(_OwnEvents())
    _LOG.handlers = [handler]
    _LOG.propagate = False
    _LOG.setLevel(level)
    logging.captureWarnings(capture=True)
    threading.excepthook = lambda thread: failed("crashed", thread.exc_value or RuntimeError())
    sys.excepthook = lambda _kind, error, _trace: failed("crashed", error)
    sys.unraisablehook = lambda unraisable: report(logging.ERROR, "unraisable", error=unraisable.exc_type.__name__)
