"""Telegram: updates in, replies out. Everything that depends on Telegram's library or limits stands here."""

import os

# The library's coming default: times it gives are timedelta. Without it every flood pause is a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")
