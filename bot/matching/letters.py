"""Room matching: the letters of five alphabets and their keyboard replacements, as data for fold.py; imports nothing.

The skeleton is written in the letters a-z without c, q, u, w, x, y, in č (ch, ч) and š (sh, ш, щ), and in the digits.
Sources: the Uzbek alphabets of 1993/1995 and of 1940, the Tajik alphabet of 1998, the Kyrgyz and the Russian one, their
usual romanisations, and how people type them on a keyboard that lacks the letter.
"""

import string
from typing import Final

APOSTROPHES: Final = "'`´ʹʻʼʽˈˊˋ‘’‚‛′‵ʾʿ＇"
"""Everything that is typed for the tutuq belgisi, in oʻ and gʻ, or for ь; it carries no sound of its own here."""

CYRILLIC: Final[dict[str, str]] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "io", "ж": "j", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "o", "ф": "f",
    "х": "h", "ц": "s", "ч": "č", "ш": "š", "щ": "š", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "io", "я": "ia",
}  # fmt: skip
"""The letters every one of the four languages has. o and u are one: ў, ө, ү and ӯ are typed as either."""

UZBEK: Final[dict[str, str]] = {"ў": "o", "қ": "k", "ғ": "g", "ҳ": "h"}
TAJIK: Final[dict[str, str]] = {
    "ӣ": "i", "ӯ": "o", "ҷ": "j",
    "ќ": "k", "ѓ": "g", "њ": "h", "љ": "j", "ї": "i",  # the letters of the fonts used before Unicode
}  # fmt: skip
KYRGYZ: Final[dict[str, str]] = {"ң": "n", "ө": "o", "ү": "o"}
NEIGHBOURS: Final[dict[str, str]] = {
    "і": "i", "є": "e", "ґ": "g", "ә": "a", "ұ": "o", "һ": "h", "ԛ": "k", "ӊ": "n", "ӈ": "n", "ҥ": "n", "ҹ": "č",
    "ӽ": "h", "ҝ": "g", "ӷ": "g", "ҙ": "z", "ҫ": "s", "ӱ": "o", "ӧ": "o", "ҡ": "k", "ј": "j", "ћ": "č", "ђ": "j",
}  # fmt: skip
"""Letters of neighbouring alphabets whose keyboards people borrow."""

LATIN: Final[dict[str, str]] = {letter: letter for letter in string.ascii_lowercase} | {
    "č": "č", "ç": "č", "š": "š", "ş": "š", "ș": "š", "ž": "j", "ı": "i", "ə": "a", "ñ": "n", "ŋ": "n", "ƣ": "g",
    "q": "k", "u": "o", "w": "š", "x": "h", "y": "i", "æ": "e", "ø": "o", "ł": "l", "đ": "d", "@": "a", "$": "s",
}  # fmt: skip
"""Uzbek Latin, the chat spelling w for sh, and the romanisations of the other three. c stays for SPELLINGS to judge."""

SPELLINGS: Final[dict[str, str]] = {
    "shch": "š", "sch": "š", "sh": "š", "ch": "č", "zh": "j", "kh": "h", "gh": "g", "ph": "f", "dj": "j",
    "ts": "s", "tz": "s", "tc": "s", "ck": "k", "ce": "se", "ci": "si", "c": "k", "ie": "e",
}  # fmt: skip
"""Several letters for one sound, tried longest first on the letters that CYRILLIC and LATIN left.

No result is the beginning of another rule's growth: each pass is shorter than the last or has fewer c, so it ends.
"""

DIGITS: Final[dict[str, str]] = {"0": "o", "3": "z", "4": "č", "6": "o"}
"""Digits typed for the letter they resemble or are named like (k6p, 4to, 3дравствуйте); only inside a word."""

LOOK_ALIKES: Final = str.maketrans("aceopyxkmthbi", "асеорухкмтнві")
"""Latin letters that sit in a Cyrillic word because they look the same on another keyboard."""

SKELETON: Final[dict[str, str]] = CYRILLIC | UZBEK | TAJIK | KYRGYZ | NEIGHBOURS | LATIN
