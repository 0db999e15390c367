"""What is logged: our own events, on stderr. Other libraries are silenced: they may print texts, ids or the token."""

from __future__ import annotations

import logging
import sys

OWN = "bot"
"""Only loggers below this name reach the log."""


def set_up(level: str) -> None:
    """Log our own events of ``level`` and above; nothing else, at any level."""
    logging.lastResort = None
    root = logging.getLogger()
    root.handlers = [logging.NullHandler()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    own = logging.getLogger(OWN)
    own.handlers = [handler]
    own.propagate = False
    own.setLevel(level)
