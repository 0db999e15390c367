"""Uzbek in Cyrillic, made from Uzbek in Latin letters.

Rules: the Cyrillic alphabet of 1940 as it is used beside the Latin one of 1995 (e, ye, yo, ts, the tutuq belgisi).
Latin names, addresses, commands and placeholders stay as they are; a suffix on a name takes a hyphen (Telegram-да).
"""

from __future__ import annotations

import re

_OKINA = "ʻ"  # U+02BB, in oʻ and gʻ
_TUTUQ = "ʼ"  # U+02BC, the tutuq belgisi
_VOWELS = frozenset("aeiouʻAEIOU")

_NAMES = (
    "OVD-Info",
    "Telegram",
    "WhatsApp",
    "Instagram",
    "Facebook",
    "TikTok",
    "YouTube",
    "Google",
    "Android",
    "iPhone",
    "UNHCR",
    "IOM",
    "PDF",
    "SMS",
    "SIM",
    "QR",
    "Face ID",
    "ID",
    "Max",
    "Human Rights Watch",
    "Global Detention Project",
    "Tashkent Times",
    "Vladivostok News",
    "The Indian System",
    "The Other Ukraine",
    "Geneva Solutions",
    "CentralAsia.media",
    "Point Media",
    "Russia.Post",
    "AsiaNews",
    "Asia-Plus",
    "Mediapool",
    "Time Constructor",
    "Hragents",
    "RFE/RL",
    "ICRC",
    "ISW",
    "ZdG",
)
"""Names that are written in Latin letters in Cyrillic text too."""

_SUFFIXES = "lar|ning|ni|ga|ka|qa|da|dan|dagi|cha|dek|si|i|im|ing|imiz|ingiz|mi|chi|lik|siz"
"""Endings that a name may carry; without this list the name Max would be found in maxsus and maxfiy."""

_PROTECTED = re.compile(
    r"(?P<kept>\{\w*\}|https?://[^\s,;()]+|[\w.+-]+@[\w.-]+\w|(?<!\w)[@/][A-Za-z]\w*"
    r"|\b(?:[a-z0-9-]+\.)+(?:org|info|uz|tj|kg|ru|com|int|net|bid|news|ua|md|am|az|gg)(?:/[^\s,;()]*)?\b)"
    r"|\b(?P<name>"
    + "|".join(re.escape(name) for name in _NAMES)
    + r")(?P<suffix>(?:-?(?:"
    + _SUFFIXES
    + r")+)?)(?![A-Za-zʻʼ])"
)

_WORDS = {
    # Words whose Cyrillic spelling the letters do not tell: a lost soft sign, ц written s, Russian month names.
    "yanvar": "январь",
    "fevral": "февраль",
    "aprel": "апрель",
    "iyun": "июнь",
    "iyul": "июль",
    "sentabr": "сентябрь",
    "oktabr": "октябрь",
    "noyabr": "ноябрь",
    "dekabr": "декабрь",
    "rubl": "рубль",
    "rol": "роль",
    "parol": "пароль",
    "sex": "цех",
    "sirk": "цирк",
    "konsert": "концерт",
    "litsey": "лицей",
    "budjet": "бюджет",
    "obyekt": "объект",
    "subyekt": "субъект",
    "konvensiya": "конвенция",
    "konferensiya": "конференция",
    "kvitansiya": "квитанция",
    "instansiya": "инстанция",
    "spets": "спец",
    "sudya": "судья",
    "podyezd": "подъезд",
    "kompyuter": "компьютер",
}

_PAIRS = {
    f"yo{_OKINA}": "йў",
    f"o{_OKINA}": "ў",
    f"g{_OKINA}": "ғ",
    f"s{_TUTUQ}h": "сҳ",
    "sh": "ш",
    "ch": "ч",
    "yo": "ё",
    "yu": "ю",
    "ya": "я",
    "ye": "е",
}
_LETTERS = dict(zip("abdfghijklmnopqrstuvxyzcw", "абдфгҳижклмнопқрстувхйзкв", strict=True)) | {_TUTUQ: "ъ"}
_FOREIGN_TS = r"(?<![A-Za-zʻʼ])ts|ts(?=iy|io|ia|il|ik|en|ey|es|ep)"
"""Where ts is the ц of a loanword: politsiya, protsent; not where a stem in t meets a suffix in s: aytsa, hujjatsiz."""
_LETTER = re.compile(
    _FOREIGN_TS + "|" + "|".join(sorted(map(re.escape, _PAIRS), key=len, reverse=True)) + "|.",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(rf"[A-Za-z{_OKINA}{_TUTUQ}]+")
_STEM = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)), re.IGNORECASE)


def to_cyrillic(text: str) -> str:
    """Return ``text``, Uzbek in Latin letters, in Cyrillic; numbers, Cyrillic and emoji stay."""
    parts: list[str] = []
    end = 0
    for match in _PROTECTED.finditer(text):
        parts += [_convert(text[end : match.start()]), _keep(match)]
        end = match.end()
    return "".join([*parts, _convert(text[end:])])


def _keep(match: re.Match[str]) -> str:
    if match["kept"]:
        return match["kept"]
    suffix = match["suffix"].removeprefix("-")
    return f"{match['name']}-{_convert(suffix)}" if suffix else match["name"]


def _convert(text: str) -> str:
    return _WORD.sub(lambda match: _word(match[0]), text)


def _word(word: str) -> str:
    stem = _STEM.match(word)
    if stem is None:
        return _letters(word, start=True)
    head = _WORDS[stem[0].lower()]
    rest = word[stem.end() :]
    if rest:  # декабрь, but декабрда
        head = head.removesuffix("ь")
    return _with_case(head, stem[0]) + _letters(rest, start=False)


def _letters(word: str, *, start: bool) -> str:
    converted: list[str] = []
    before = "" if start else "x"
    for match in _LETTER.finditer(word):
        letter = match[0]
        converted.append(_with_case(_letter(letter.lower(), before), letter))
        before = letter[-1]
    return "".join(converted)


def _letter(letter: str, before: str) -> str:
    if letter == "e":
        return "э" if not before or before in _VOWELS else "е"
    if letter == "ts":
        return "ц"
    return _PAIRS.get(letter) or _LETTERS.get(letter, letter)


def _with_case(cyrillic: str, latin: str) -> str:
    """Give ``cyrillic`` the capitals of ``latin``; one capital letter is a capital, not a shout."""
    if latin.isupper() and sum(letter.isalpha() and letter != _OKINA for letter in latin) > 1:
        return cyrillic.upper()
    return cyrillic[0].upper() + cyrillic[1:] if latin[0].isupper() else cyrillic
