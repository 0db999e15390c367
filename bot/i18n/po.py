"""Reads and writes gettext PO files through Babel, and says in plain words what is wrong with one."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape, write_po

_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\.)*"\s*)?$')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_CHANGED = re.compile(r"^changed (\d{4}-\d{2}-\d{2})$")


class PoError(Exception):
    """A PO file cannot be used; the message names the file, the cause and the cure."""


def read(path: Path) -> bytes:
    """Return the bytes of the PO file ``path``.

    Raises:
        PoError: when there is no such file, or it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        cure = f"restore it (git checkout -- {path}), or make an empty one: python -m bot translate update"
        raise PoError(f"{path}: the catalog is missing; {cure}") from None
    except OSError as error:
        raise PoError(f"{path}: cannot be read ({error.strerror}); check the file's permissions") from None


def parse(path: Path, content: bytes, locale: str | None = None) -> Catalog:
    """Return the catalog in ``content``, the bytes of the PO file ``path``.

    Raises:
        PoError: when it is not a whole, well-formed PO file in UTF-8.
    """
    try:
        _refuse_broken_lines(path, content.decode("utf-8"))
        catalog = read_po(io.BytesIO(content), locale=locale, abort_invalid=True)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PoError(f"{path}:{line}:1: not UTF-8; save the file in UTF-8") from None
    except PoFileError as error:
        raise PoError(f"{path}:{(error.lineno or 0) + 1}:1: {error}; mend the line or restore the file") from None
    except (ValueError, IndexError, AttributeError) as error:
        raise PoError(f"{path}:1:1: not a PO file ({error}); restore it from the repository") from None
    for message in catalog:
        _restore_previous(message)
    if not len(catalog):
        raise PoError(f"{path}:1:1: holds no messages; restore it, then run: python -m bot translate update")
    return catalog


def _restore_previous(message: Message) -> None:
    """Read the former English text, which Babel writes (``#| msgid``, over several lines) but takes for a comment."""
    former = " ".join(note[1:].strip() for note in message.user_comments if note.startswith("|"))
    if former:
        message.user_comments = [note for note in message.user_comments if not note.startswith("|")]
        message.previous_id = [unescape(f'"{"".join(_QUOTED.findall(former))}"')]


def _refuse_broken_lines(path: Path, text: str) -> None:
    """Babel reads over a line it does not understand, and a translation would be lost without a word."""
    for number, line in enumerate(text.splitlines(), 1):
        if not _LINE.match(line):
            raise PoError(f"{path}:{number}:1: {line[:40]!r} is not a line of a PO file; is a quotation mark missing?")


def compiled(path: Path, content: bytes) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Return (current, outdated) translations of a PO file; an outdated one comes with the day its source changed."""
    current: dict[str, str] = {}
    outdated: dict[str, tuple[str, str]] = {}
    for message in parse(path, content):
        if not message.id or not message.string:
            continue
        key = f"{message.context}\x04{message.id}" if message.context else str(message.id)
        if not message.fuzzy:
            current[key] = str(message.string)
        elif day := changed_on(message):
            outdated[key] = (str(message.string), day.isoformat())
    return current, outdated


def changed_on(message: Message) -> date | None:
    """Return the day on which the source of an outdated message changed, as noted when the catalogs were updated."""
    for comment in message.user_comments:
        if match := _CHANGED.match(comment):
            return date.fromisoformat(match[1])
    return None


def mark_changed(message: Message, day: date) -> None:
    """Mark ``message`` as outdated since ``day``."""
    message.flags.add("fuzzy")
    message.user_comments = [note for note in message.user_comments if not _CHANGED.match(note)]
    message.user_comments.append(f"changed {day.isoformat()}")


def written(catalog: Catalog) -> bytes:
    """Return the PO file of ``catalog``; the same catalog always gives the same bytes."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, include_lineno=False, include_previous=True)
    return file.getvalue()
