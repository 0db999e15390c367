"""Settings: every wrong key is told at once, secrets come from files too and are never shown."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder that has the two folders every setting expects."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "locales").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "WEBHOOK_URL", "HTTP_LISTEN", "STORE_URL", "LOG_LEVEL", "STORE_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_defaults() -> None:
    settings = load_settings()
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.http_listen == ("127.0.0.1", 8080)
    assert settings.store_url == "sqlite:///var/bot.sqlite3"


def test_all_wrong_keys_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "secret-that-is-no-token")
    monkeypatch.setenv("HTTP_LISTEN", "8080")
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("KNOWLEDGE_DIR", "nowhere")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    assert "TELEGRAM_BOT_TOKEN is not a bot token; copy it from BotFather" in lines[0]
    assert "HTTP_LISTEN is '8080', but it must be HOST:PORT" in lines[1]
    assert "secret-that-is-no-token" not in str(caught.value)


def test_a_secret_from_a_file(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folders / "token").write_text("123:ABC\n", encoding="utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "token")
    token = load_settings().telegram_bot_token
    assert token is not None
    assert token.get_secret_value() == "123:ABC"
    assert "ABC" not in repr(load_settings())


def test_a_secret_given_twice_or_from_no_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:ABC")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "token")
    monkeypatch.setenv("STORE_KEY_FILE", "nowhere")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both set; keep one of them" in str(caught.value)
    assert "STORE_KEY_FILE is 'nowhere', which cannot be read" in str(caught.value)


def test_the_env_file_is_read(folders: Path) -> None:
    (folders / ".env").write_text("HTTP_LISTEN=127.0.0.1:9999\nOPERATOR_NAME=Office\n", encoding="utf-8")
    settings = load_settings()
    assert settings.http_listen == ("127.0.0.1", 9999)
    assert settings.operator_name == "Office"


def test_a_key_that_could_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_KEY", "short")
    with pytest.raises(SettingsError, match="STORE_KEY must have at least 32 characters"):
        load_settings()


def test_a_webhook_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/hook")
    with pytest.raises(SettingsError, match="WEBHOOK_SECRET is missing"):
        load_settings()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////srv/bot.sqlite3",
        "redis://127.0.0.1:6379/0",
        "redis://redis",
        "redis://:p%2Fss@[::1]:6379/2",
        "rediss://user:secret@redis.example.org:6380/1",
    ],
)
def test_stores_are_files_or_redis(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", url)
    settings = load_settings()
    assert settings.store_url == url
    assert url not in repr(settings)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///",
        "postgres://:hidden@127.0.0.1/0",
        "redis://",
        "redis://:hidden@/0",
        "redis://127.0.0.1:65536/0",
        "redis://127.0.0.1:6379/hidden",
        "redis://:hid/den@127.0.0.1:6379/0",
        "redis://127.0.0.1:6379/0?password=hidden",
    ],
)
def test_a_store_that_is_neither_is_told_without_its_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", url)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "STORE_URL must be sqlite:///PATH" in str(caught.value)
    assert "redis://127.0.0.1:6379/0" in str(caught.value)
    assert "hid" not in str(caught.value)
