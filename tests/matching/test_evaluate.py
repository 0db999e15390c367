"""Evaluation: the figures as they are defined, and a clear word about every bad line."""

import json
from pathlib import Path

import pytest

from bot.matching.decide import Outcome
from bot.matching.evaluate import Asked, EvaluationError, Report, Row, evaluate, read_evaluation

ROWS = {
    "right": (Row("right", "uz", ("a", "b"), "plain"), Asked(Outcome.ANSWER, ("b", "c"), (0.9, 0.05))),
    "wrong": (Row("wrong", "uz", ("a",), "plain"), Asked(Outcome.ANSWER, ("c", "a"), (0.8, 0.1))),
    "offered": (Row("offered", "ru", ("a",), "typo"), Asked(Outcome.SUGGEST, ("c", "b", "a"), (0.3, 0.2, 0.1))),
    "missed": (Row("missed", "ru", ("d",), "typo"), Asked(Outcome.SUGGEST, ("c", "b"), (0.3, 0.2))),
    "refused": (Row("refused", "ru", ("a",), "plain"), Asked(Outcome.REFUSE, (), ())),
    "chatted": (Row("chatted", "tg", (), "smalltalk"), Asked(Outcome.SMALLTALK, (), ())),
    "guessed": (Row("guessed", "tg", (), "oos-near"), Asked(Outcome.SUGGEST, ("a",), (0.4,))),
    "answered": (Row("answered", "tg", (), "oos-near"), Asked(Outcome.ANSWER, ("a",), (0.7,))),
    "quiet": (Row("quiet", "tg", (), "oos-far"), Asked(Outcome.REFUSE, (), ())),
}


def report_of(*names: str) -> Report:
    return evaluate([ROWS[name][0] for name in names], lambda text, _locale: ROWS[text][1])


def test_the_figures_are_those_of_their_definitions() -> None:
    figures = report_of(*ROWS).overall
    assert (figures.n_in, figures.n_out) == (5, 4)
    assert (figures.top1, figures.top3, figures.wrong, figures.refused_in) == (0.2, 0.6, 0.2, 0.2)
    assert (figures.refused_out, figures.suggested_out) == (0.75, 0.25)
    assert figures.p50_ms is not None
    assert figures.p99_ms is not None
    assert 0 <= figures.p50_ms <= figures.p99_ms


def test_what_cannot_be_divided_is_none() -> None:
    inside, outside = report_of("right").overall, report_of("quiet").overall
    assert (inside.refused_out, inside.suggested_out) == (None, None)
    assert (outside.top1, outside.top3, outside.wrong, outside.refused_in) == (None, None, None, None)
    assert report_of().overall.p50_ms is None


def test_locales_and_kinds_are_counted_apart() -> None:
    report = report_of(*ROWS)
    assert {locale: figures.n_in for locale, figures in report.by_locale().items()} == {"uz": 2, "tg": 0, "ru": 3}
    assert report.by_kind()["oos-near"].refused_out == 0.5


def test_the_worst_confusions_come_first() -> None:
    worst = report_of(*ROWS).confusions()
    assert [(each.expected, each.shown, each.times, each.as_answer) for each in worst] == [
        (None, "a", 2, 1),
        ("a", "c", 2, 1),
        ("d", "c", 1, 0),
    ]


def test_the_json_object_has_the_agreed_shape() -> None:
    printed = json.loads(json.dumps(report_of("right", "quiet").to_json()))
    assert set(printed) == {"overall", "locales", "rows"}
    assert set(printed["locales"]) == {"uz", "tg"}
    assert (
        set(printed["overall"])
        == set(printed["locales"]["uz"])
        == {
            *(
                "n_in",
                "n_out",
                "top1",
                "top3",
                "wrong",
                "refused_in",
                "refused_out",
                "suggested_out",
                "p50_ms",
                "p99_ms",
            )
        }
    )
    assert printed["rows"][0] == {
        "text": "right",
        "locale": "uz",
        "expect": ["a", "b"],
        "outcome": "answer",
        "ids": ["b", "c"],
        "scores": [0.9, 0.05],
    }


GOOD = '{"text": "т", "locale": "ru", "expect": ["a"], "kind": "plain"}'


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "ru.jsonl"
    file.write_text("\n\n".join([GOOD, GOOD.replace('["a"]', "[]")]), encoding="utf-8")
    assert read_evaluation(file) == (Row("т", "ru", ("a",), "plain"), Row("т", "ru", (), "plain"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("[]", 'write "text", "locale", "expect" and "kind"'),
        (GOOD.replace('"kind"', '"kinds"'), 'write "text"'),
        (GOOD.replace('"т"', "1"), '"text" and "kind" must be strings'),
        (GOOD.replace('"plain"', '""'), '"kind" not empty'),
        (GOOD.replace('"ru"', '"uz_cyrl"'), "\"locale\" is 'uz_cyrl'; write one of uz, uz_Cyrl, tg, ky, ru, en"),
        (GOOD.replace('"ru"', '["ru"]'), '"locale" is'),
        (GOOD.replace('["a"]', '"a"'), '"expect" must be a list of entry ids; write [] where'),
        (GOOD.replace('["a"]', "[1]"), '"expect" must be a list of entry ids'),
    ],
)
def test_a_bad_line_is_told_with_its_place_and_cure(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "ru.jsonl"
    file.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_evaluation(file)
    assert str(caught.value).startswith(f"{file}:2: ")
    assert said in str(caught.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.jsonl", "bytes.jsonl"):
        with pytest.raises(EvaluationError, match=f"{name}: cannot be read as UTF-8 text"):
            read_evaluation(tmp_path / name)
