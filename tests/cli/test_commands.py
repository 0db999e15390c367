"""ask, evaluate, check and translate, as a maintainer runs them."""

import json
from datetime import date
from pathlib import Path

from bot.cli.content import Content
from bot.conversation.card import entry_card
from bot.conversation.speech import Speech
from tests.cli.conftest import Run

TODAY = date(2026, 11, 27)

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


def test_check_lists_what_expires_soon(bot: Run) -> None:
    assert (
        "tj-labour-moscow is shown only until 2027-05-31; call it and confirm it"
        in bot("check", "--on", "2027-05-20").stdout
    )


def test_check_fails_when_the_contacts_an_entry_is_for_have_all_expired(bot: Run) -> None:
    result = bot("check", "--on", "2027-12-01")
    assert result.returncode == 1
    for entry in ("help/hotlines", "help/free-lawyers", "help/embassy-uz", "help/embassy-tj", "leaving/deserter-help"):
        assert f"knowledge/entries/{entry}.yaml: all its contacts have expired on 2027-12-01" in result.stdout
    assert "read the sources again and set 'checked'" in result.stdout


def test_a_reader_is_told_that_expired_contacts_were_withdrawn(content: Content) -> None:
    knowledge, catalogs = content.knowledge, content.catalogs
    entry = knowledge.entries["hotlines"]
    today, later = (entry_card(knowledge, Speech(catalogs, "ru"), entry, day) for day in (TODAY, date(2027, 12, 1)))
    assert "+7 (495) 967-98-44" in today.text
    assert "+7 (495) 967-98-44" not in later.text
    assert catalogs.interface("ru", "A contact was withdrawn, because nobody has confirmed it lately.") in later.text


def test_the_overview_has_a_twin_that_only_checks(bot: Run, folder: Path, content: Content) -> None:
    assert bot("overview", "--check").returncode == 0
    page = folder / "knowledge/README.md"
    page.write_text(page.read_text(encoding="utf-8").replace("unreviewed", "reviewed"), encoding="utf-8")
    result = bot("overview", "--check")
    assert result.returncode == 1
    assert "knowledge/README.md: not up to date; run: python -m bot overview" in result.stdout
    assert "not up to date; run: python -m bot overview" in bot("check").stdout
    assert bot("overview").returncode == 0
    assert bot("overview", "--check").returncode == 0
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + len(content.knowledge.entries)


def test_check_tells_of_readability(bot: Run) -> None:
    report = json.loads(bot("check", "--readability", "--json").stdout)
    assert {row["locale"] for row in report["languages"]} == {"uz", "tg", "ky", "ru", "en"}
    assert all(0 < row["words_a_sentence"] < 12 for row in report["languages"])
    assert "words a sentence" in bot("check", "--readability").stdout


def test_check_tells_what_a_review_or_a_glossary_gets_wrong(bot: Run, folder: Path) -> None:
    (folder / "knowledge/reviews.yaml").write_text("lawyr:\n  - by: A\n", encoding="utf-8")
    result = bot("check")
    assert "knowledge/reviews.yaml:1:1: 'lawyr' is not the id of an entry; check the spelling" in result.stdout
    assert "knowledge/reviews.yaml:2:5: the key 'on' is missing; add a line 'on: …'" in result.stdout
    (folder / "knowledge/reviews.yaml").unlink()
    glossary = folder / "locales/ru/glossary.yaml"
    text = glossary.read_text(encoding="utf-8")
    glossary.write_text(text + "lawyer of the state:\n  translatoin: x\n", encoding="utf-8")
    assert "unknown key 'translatoin'; did you mean 'translation'?" in bot("check").stdout


def test_translate_update_follows_a_changed_text(bot: Run, folder: Path) -> None:
    assert bot("translate", "update", "--check").returncode == 0
    entry = folder / "knowledge/entries/rights/how-long.yaml"
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("  Usually", "  Mostly", 1), encoding="utf-8")
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
    for command in (
        ["run"],
        ["ask"],
        ["check"],
        ["evaluate"],
        ["overview"],
        ["review"],
        ["prepare"],
        ["translate", "update"],
    ):
        result = bot(*command, "--help")
        assert result.returncode == 0
        assert "Example:" in result.stdout


def test_a_review_is_recorded_shown_and_lapses_when_the_text_changes(bot: Run, folder: Path) -> None:
    def state() -> str:
        assert bot("overview").returncode in {0, 1}
        page = (folder / "knowledge/README.md").read_text(encoding="utf-8")
        [row] = [line for line in page.splitlines() if "| rights | lawyer |" in line]
        return row.split("|")[7].split(",")[0].strip()  # the Tajik cell

    assert state() == "unreviewed"
    shown = bot("review", "lawyer", "--locale", "tg")
    assert shown.returncode == 0, shown.stderr
    assert state() == "unreviewed"
    assert bot("review", "lawyer", "--locale", "tg", "--by", "Nur: of Khujand").returncode == 0
    assert state() == "reviewed"
    path = folder / "locales/tg/LC_MESSAGES/knowledge.po"
    text = path.read_text(encoding="utf-8")
    start = text.index('msgstr "', text.index('msgctxt "lawyer.title"')) + len('msgstr "')
    path.write_text(text[:start] + "Ҳа. " + text[start:], encoding="utf-8")
    assert state() == "outdated"
    assert "write a name or pseudonym" in bot("review", "lawyer", "--locale", "tg", "--by", "<b>").stderr
    assert "'nobody' is not the id of an entry" in bot("review", "nobody", "--locale", "tg").stderr
    assert "'xx' is not one of legal, uz, tg, ky, ru" in bot("review", "lawyer", "--locale", "xx").stderr
