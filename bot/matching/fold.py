"""Room matching: any text to the one skeleton in which all languages, scripts and spellings meet; touches nothing.

The rules are the data of letters.py. A skeleton is for comparing, never for showing.
"""

import re
import unicodedata
from typing import Final

from bot.matching.letters import APOSTROPHES, DIGITS, LOOK_ALIKES, SKELETON, SPELLINGS

MAX_LENGTH: Final = 1000
"""Characters of a message that are read, and of a skeleton; the longest question seen spoken into a phone has 700."""


class _Letters(dict[int, str]):
    """The table for str.translate. What it does not hold is judged each time: remembering would grow with input."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category in {"Mn", "Me", "Cf"}:
            return ""
        if category == "Nd":
            return str(unicodedata.decimal(character))
        base = unicodedata.normalize("NFKD", character)[0]
        return self.get(ord(base), " ") if category.startswith("L") else " "


_LETTERS: Final = _Letters({ord(letter): skeleton for letter, skeleton in SKELETON.items()})
_LETTERS.update({ord(digit): digit for digit in "0123456789"})
_LETTERS[ord(" ")] = " "
_SILENT: Final = dict.fromkeys(map(ord, APOSTROPHES), "")

_MIXED: Final = re.compile(r"[a-z][Ѐ-ӿ]|[Ѐ-ӿ][a-z]")
_WORD: Final = re.compile(r"\w+")
_CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]")
_LATIN: Final = re.compile(r"[a-z]")
_DISTINCT: Final = re.compile(r"[dfgjlnq-suvwz]")
_LETTER: Final = "[a-zčš]"
_DIGIT_IN_WORD: Final = re.compile(
    rf"(?<={_LETTER})[{''.join(DIGITS)}](?={_LETTER})|\b[46](?={_LETTER})|(?<={_LETTER})4\b"
)
_SPELLING: Final = re.compile("|".join(sorted(SPELLINGS, key=lambda spelling: (-len(spelling), spelling))))
_STRETCHED: Final = re.compile(rf"({_LETTER})\1+")


def fold(text: str) -> str:
    """The skeleton of a text: lower-case letters a-z, č, š and digits, words separated by single spaces.

    Takes any Unicode string, reads its first MAX_LENGTH characters, and gives at most as many; it never raises.
    fold(fold(text)) == fold(text), and a space added at either end changes nothing.
    """
    composed = unicodedata.normalize("NFKC", text.lstrip()[:MAX_LENGTH].translate(_SILENT)).casefold()[:MAX_LENGTH]
    if _MIXED.search(composed):
        composed = _WORD.sub(_unmask, composed)
    return _spell(" ".join(composed.translate(_LETTERS).split()))


def _unmask(word: re.Match[str]) -> str:
    """A word of both scripts made Cyrillic, unless it is a Latin word with a Cyrillic suffix (Telegramда)."""
    letters = word.group()
    cyrillic = len(_CYRILLIC.findall(letters))
    if not cyrillic or (_DISTINCT.search(letters) and cyrillic < len(_LATIN.findall(letters))):
        return letters
    return letters.translate(LOOK_ALIKES)


def _spell(letters: str) -> str:
    """The spellings of one sound made one, until nothing changes: that makes fold idempotent."""
    while True:
        spelled = _DIGIT_IN_WORD.sub(lambda digit: DIGITS[digit.group()], letters)
        spelled = _STRETCHED.sub(r"\1", spelled)
        spelled = _STRETCHED.sub(r"\1", _SPELLING.sub(lambda found: SPELLINGS[found.group()], spelled))
        spelled = spelled[:MAX_LENGTH].rstrip()
        if spelled == letters:
            return spelled
        letters = spelled
