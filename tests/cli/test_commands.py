"""ask, evaluate, check and translate, as a maintainer runs them."""

import json
from pathlib import Path

from tests.cli.conftest import Run

SHARES = {"top1", "top3", "wrong", "refused_in", "refused_out", "suggested_out"}


def test_ask_says_what_would_be_answered_and_why(bot: Run) -> None:
    result = bot("ask", "сколько часов полиция может меня держать", "--locale", "ru")
    assert result.returncode == 0, result.stderr
    assert "48" in result.stdout
    assert "how-long" in result.stdout
    found = json.loads(bot("ask", "сколько часов полиция может меня держать", "--locale", "ru", "--json").stdout)
    assert found["outcome"] in {"answer", "suggest"}
    assert found["candidates"][0]["id"] == "how-long"
    assert found["locale"] == "ru"


def test_ask_refuses_an_unknown_language(bot: Run) -> None:
    result = bot("ask", "hello", "--locale", "xx")
    assert result.returncode == 2
    assert "'xx' is not one of uz, uz_Cyrl, tg, ky, ru, en" in result.stderr


def test_evaluate_prints_one_object_of_the_agreed_shape(bot: Run, folder: Path) -> None:
    rows = [
        {"text": "сколько часов полиция может меня держать", "locale": "ru", "expect": ["how-long"], "kind": "plain"},
        {"text": "салом", "locale": "tg", "expect": [], "kind": "smalltalk"},
        {"text": "как мне вернуть паспорт", "locale": "ru", "expect": ["no-such-entry-yet"], "kind": "plain"},
    ]
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = bot("evaluate", "rows.jsonl", "--json")
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert set(report) == {"overall", "locales", "rows"}
    assert set(report["locales"]) == {"ru", "tg"}
    assert set(report["overall"]) >= SHARES | {"n_in", "n_out", "p50_ms", "p99_ms"}
    assert (report["overall"]["n_in"], report["overall"]["n_out"]) == (2, 1)
    assert report["locales"]["tg"]["top1"] is None
    assert report["locales"]["ru"]["refused_out"] is None
    assert [row["outcome"] for row in report["rows"]][1] == "smalltalk"
    assert set(report["rows"][0]) == {"text", "locale", "expect", "outcome", "ids", "scores"}
    table = bot("evaluate", "rows.jsonl").stdout
    assert "by language" in table
    assert "worst confusions" in table


def test_evaluate_tells_where_a_file_is_wrong(bot: Run, folder: Path) -> None:
    (folder / "rows.jsonl").write_text('{"text": "a"', encoding="utf-8")
    result = bot("evaluate", "rows.jsonl", "--json")
    assert result.returncode == 1
    assert "rows.jsonl:1" in result.stderr
    assert result.stdout == ""


def test_check_is_clean_on_what_ships(bot: Run) -> None:
    result = bot("check")
    assert result.returncode == 0, result.stdout
    assert "0 errors" in result.stdout


def test_check_tells_every_mistake_and_fails(bot: Run, folder: Path) -> None:
    entry = folder / "knowledge/entries/rights/how-long.yaml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("urgent: no", "urgent: never"), encoding="utf-8")
    questions = folder / "knowledge/questions/ru/rights.yaml"
    questions.write_text(questions.read_text(encoding="utf-8") + "\nhow-lang:\n  - сколько\n", encoding="utf-8")
    result = bot("check")
    assert result.returncode == 1
    assert "knowledge/entries/rights/how-long.yaml:2:9: 'urgent' is 'never', but it must be yes or no" in result.stdout
    assert "'how-lang' is not the id of an entry; did you mean 'how-long'?" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_check_tells_a_missing_translation_and_a_stale_cyrillic_catalog(bot: Run, folder: Path) -> None:
    path = folder / "locales/tg/LC_MESSAGES/interface.po"
    text = path.read_text(encoding="utf-8")
    start = text.index('msgid "Menu"\nmsgstr "') + len('msgid "Menu"\nmsgstr "')
    path.write_text(text[:start] + text[text.index('"', start) :], encoding="utf-8")
    cyrillic = folder / "locales/uz_Cyrl/LC_MESSAGES/interface.po"
    cyrillic.write_text(cyrillic.read_text(encoding="utf-8").replace("Меню", "Мену"), encoding="utf-8")
    result = bot("check")
    assert result.returncode == 1
    assert "locales/tg/LC_MESSAGES/interface.po: interface: not translated: 'Menu'" in result.stdout
    assert f"{cyrillic.relative_to(folder)}: not up to date; run: python -m bot translate update" in result.stdout


def test_check_can_look_ahead(bot: Run) -> None:
    assert "is shown only until" not in bot("check", "--on", "2026-11-23").stdout
    assert "is shown only until 2027-05-31; call it and confirm it" in bot("check", "--on", "2027-05-20").stdout
    assert "read the sources again and set 'checked'" in bot("check", "--on", "2027-12-01").stdout


def test_translate_update_follows_a_changed_text(bot: Run, folder: Path) -> None:
    assert bot("translate", "update", "--check").returncode == 0
    entry = folder / "knowledge/entries/rights/how-long.yaml"
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("short: Usually", "short: Mostly"), encoding="utf-8")
    result = bot("translate", "update", "--check")
    assert result.returncode == 1
    assert "locales/uz_Cyrl/LC_MESSAGES/knowledge.po: not up to date" in result.stdout
    assert bot("translate", "update").returncode == 0
    assert bot("translate", "update", "--check").returncode == 0
    shown = json.loads(bot("ask", "сколько часов полиция может меня держать", "--locale", "ru", "--json").stdout)
    assert "перевод" in shown["reply"].lower()


def test_translate_status_counts(bot: Run) -> None:
    result = bot("translate", "status")
    assert result.returncode == 0
    assert "uz_Cyrl" in result.stdout


def test_every_command_has_help_with_an_example(bot: Run) -> None:
    for command in (["run"], ["ask"], ["check"], ["evaluate"], ["prepare"], ["translate", "update"]):
        result = bot(*command, "--help")
        assert result.returncode == 0
        assert "Example:" in result.stdout
