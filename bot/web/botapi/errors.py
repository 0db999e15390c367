"""Refusals of the local Bot API server, in Telegram's own words and shape. Touches nothing.

Wording: `fail_query_with_error` in telegram-bot-api/Client.cpp of tdlib/telegram-bot-api (server 10.0).
"""

from __future__ import annotations


class ApiError(Exception):
    """What Telegram answers instead of a result.

    Args:
        code: HTTP status and `error_code`.
        description: Telegram's sentence, prefix included.
        retry_after: seconds to wait, sent as `parameters.retry_after` with 429.
    """

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_json(self) -> dict[str, object]:
        """The body of the refusal: `ok`, `error_code`, `description` and perhaps `parameters`."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(reason: str) -> ApiError:
    """400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403: the person blocked the bot, or a group threw it out."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """409: two programs want the same updates."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """429 with the seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)


def unauthorized() -> ApiError:
    """401: the token is not this bot's."""
    return ApiError(401, "Unauthorized")


def method_not_found() -> ApiError:
    """404: no such method."""
    return ApiError(404, "Not Found: method not found")
