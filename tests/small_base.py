"""The files of a small knowledge base that is right, so that a test can break it in one place."""

from pathlib import Path

from bot.knowledge.loader import load_knowledge
from bot.knowledge.model import Knowledge

ENTRY = """\
id: detained-now
urgent: yes
title: I am being detained right now
short: Stay calm.
steps:
  - Ask why.
say:
  - ru: Прошу переводчика.
    meaning: I ask for an interpreter.
contacts:
  - office
sources:
  - source: law
    where: art. 1
checked: 2026-11-22
review_days: 90
"""
CONTACTS = """\
office:
  name: Office
  what: It helps.
  kind: phone
  value: +998901234567
  confidence: high
  seen_at: https://example.org/
  seen_on: 2025-07
  show: yes
  show_until: 2027-05-31
old-office:
  name: Old office
  what: It helped.
  kind: phone
  value: 010
  confidence: low
  seen_at: https://example.org/
  seen_on: undated
  show: hold
"""
SOURCES = """\
law:
  title: A law
  kind: law
  url: https://example.org/law
  published: undated
  read: 2026-11
  confidence: high
"""

FILES = {
    "menu.yaml": "emergency:\n  - detained-now\n",
    "entries/emergency/detained-now.yaml": ENTRY,
    "contacts.yaml": CONTACTS,
    "sources.yaml": SOURCES,
    "questions/ru/emergency.yaml": "detained-now:\n  - меня задержали\n",
    "questions/ru/_none.yaml": "far:\n  - как сварить плов\ngreeting:\n  - привет\n",
}


def write_small_base(folder: Path) -> None:
    """Write the files of the small base into ``folder``."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def small_base(folder: Path) -> Knowledge:
    """Write the small base into ``folder`` and load it."""
    write_small_base(folder)
    return load_knowledge(folder)
