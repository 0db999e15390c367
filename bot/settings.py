"""The environment as one frozen Settings object; every wrong or missing key is reported together."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SHORTEST_KEY = 32
"""Characters STORE_KEY must have."""

SECRETS = ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET", "STORE_KEY")
"""Settings that may also be given as NAME_FILE, the path of a file that holds the value."""


UNSHOWN = (*SECRETS, "STORE_URL")
"""Settings whose value no message repeats; the address of a Redis server may hold a password."""

_REDIS = re.compile(
    r"""
    rediss?://
    ([^/?\#\s]*@)?                  # user:password
    ([^/?\#@:\s\[\]]+ | \[[0-9a-f:.]+\])  # host
    (:(?P<port>\d{1,5}))?
    (/\d*)?                        # database
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The address of a Redis database, without options: those that belong to this program are not the operator's."""


class SettingsError(Exception):
    """The environment is wrong; the message names every key, what is wrong and the cure, one a line."""


def _token(secret: SecretStr) -> SecretStr:
    # The form in which BotFather gives a token: the bot's number, a colon, its secret.
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", secret.get_secret_value()):
        raise ValueError("is not a bot token; copy it from BotFather, it looks like 123456:ABC-DEF")
    return secret


def _webhook_secret(secret: SecretStr) -> SecretStr:
    # https://core.telegram.org/bots/api#setwebhook, secret_token
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError("must be 1 to 256 characters out of A-Z a-z 0-9 _ -")
    return secret


def _store_key(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < SHORTEST_KEY:
        raise ValueError(
            f"must have at least {SHORTEST_KEY} characters, or chat ids could be guessed; make a long random one"
        )
    return secret


def _address(text: object) -> object:
    if isinstance(text, tuple):
        return text
    host, colon, port = str(text).rpartition(":")
    if not (colon and host and port.isdigit() and int(port) < 2**16):
        raise ValueError("must be HOST:PORT, for example 127.0.0.1:8080")
    return host.strip("[]"), int(port)


def _http_root(text: str) -> str:
    if urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).netloc:
        raise ValueError("must be an address that begins with https:// (or http://)")
    return text.rstrip("/")


def _webhook(text: str) -> str:
    if urlsplit(text).scheme != "https":
        raise ValueError("must begin with https://, Telegram calls no other")
    return text


def _store(text: str) -> str:
    redis = _REDIS.fullmatch(text)
    if re.match(r"sqlite:///.+", text) or (redis and int(redis["port"] or 0) < 2**16):
        return text
    raise ValueError(
        "must be sqlite:///PATH, for example sqlite:///var/bot.sqlite3, or redis://USER:PASSWORD@HOST:PORT/DB, for "
        "example redis://127.0.0.1:6379/0 (rediss:// with TLS; in a password write %2F for /, %3F for ?, %23 for #)"
    )


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError("is not a folder; check the path, or leave the key out to use the default")
    return path


def _words(text: object) -> object:
    return tuple(str(text).split()) if isinstance(text, str) else text


_Folder = Annotated[Path, AfterValidator(_folder)]
_HttpRoot = Annotated[str, AfterValidator(_http_root)]


class Settings(BaseSettings):
    """What the environment says; keys are the names below in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_file_encoding="utf-8", env_ignore_empty=True)

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    telegram_api_url: _HttpRoot = "https://api.telegram.org"
    webhook_url: Annotated[str, AfterValidator(_webhook)] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None
    http_listen: Annotated[tuple[str, int], NoDecode, BeforeValidator(_address)] = ("127.0.0.1", 8080)
    store_url: Annotated[str, AfterValidator(_store), Field(repr=False)] = "sqlite:///var/bot.sqlite3"
    store_key: Annotated[SecretStr, AfterValidator(_store_key)] | None = None
    operator_name: str = ""
    operator_contact: str = ""
    bot_title: str = ""
    official_links: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = ()
    partners_file: Path | None = None
    inline_mode: Literal["on", "off"] = "off"
    knowledge_dir: _Folder = Path("knowledge")
    locales_dir: _Folder = Path("locales")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="after")
    def _webhook_needs_secret(self) -> Self:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError(
                "WEBHOOK_SECRET is missing; a webhook without it would answer strangers: set any long word"
            )
        return self


def load_settings(env_file: Path = Path(".env")) -> Settings:
    """Read the environment and, where it is silent, ``env_file``.

    Raises:
        SettingsError: with every wrong key.
    """
    problems: list[str] = []
    secrets = dict(_secrets_from_files(env_file, problems))
    try:
        settings = Settings(_env_file=env_file, **secrets)  # type: ignore[arg-type] # checked by the model itself
    except ValidationError as error:
        problems += [_problem(detail) for detail in error.errors(include_url=False, include_context=False)]
    else:
        if not problems:
            return settings
    raise SettingsError("\n".join(problems))


def _secrets_from_files(env_file: Path, problems: list[str]) -> Iterator[tuple[str, SecretStr]]:
    environment = {**dotenv_values(env_file), **os.environ}
    for name in SECRETS:
        path = environment.get(f"{name}_FILE")
        if not path:
            continue
        if environment.get(name):
            problems.append(f"{name} and {name}_FILE are both set; keep one of them")
            continue
        try:
            yield name.lower(), SecretStr(Path(path).read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{name}_FILE is {path!r}, which cannot be read ({error}); check the path")


def _problem(detail: ErrorDetails) -> str:
    key = str(detail["loc"][0]).upper() if detail["loc"] else ""
    message = detail["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    if not key:
        return message
    given = "" if key in UNSHOWN else f" is {str(detail['input'])!r}, but it"
    return f"{key}{given} {message}".replace("but it is not", "which is not")
