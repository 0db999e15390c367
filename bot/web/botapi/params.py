"""Parameters of one Bot API call, whether they came as JSON, form fields or in the query. Touches nothing.

A form carries everything as text, numbers and objects JSON-encoded; a JSON body carries them as they are.
`Params` hides the difference.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeAlias

from bot.web.botapi.errors import bad_request

JsonObject: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart body. Its content is counted and thrown away."""

    name: str
    size: int
    mime_type: str


class Params:
    """Reads typed values out of one call's parameters."""

    def __init__(self, values: JsonObject) -> None:
        self._values = values

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def raw(self) -> JsonObject:
        """The values as they came."""
        return self._values

    def text(self, name: str) -> str:
        """The value as text; empty when absent, as Telegram treats the two alike."""
        value = self._values.get(name)
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        return json.dumps(value) if isinstance(value, (bool, int, float, list, dict)) else ""

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a whole number; `default` when absent or not a number, as Telegram reads it."""
        value = self._values.get(name)
        if isinstance(value, (int, str)):
            try:
                return int(value)
            except ValueError:
                return default
        return default

    def clamped(self, name: str, default: int, low: int, high: int) -> int:
        """The value as a whole number brought into `low`..`high`: Telegram corrects, it does not refuse."""
        return max(low, min(high, self.integer(name, default)))

    def boolean(self, name: str) -> bool:
        """True for true, "true", "yes" and "1" in any case."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def decoded(self, name: str, what: str) -> object:
        """The value with JSON text decoded; None when absent or empty.

        Raises:
            ApiError: 400 when the text is not JSON; `what` names it as Telegram does.
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: object = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None
        return decoded

    def optional_object(self, name: str, what: str) -> JsonObject | None:
        """The value as a JSON object; None when absent.

        Raises:
            ApiError: 400 when it is anything else.
        """
        value = self.decoded(name, what)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {what}")
        return value

    def upload(self, name: str) -> Upload | None:
        """The file sent under this name, if one was."""
        value = self._values.get(name)
        return value if isinstance(value, Upload) else None
