"""The kept figures: what changed is told, and the README shows them."""

import json
from pathlib import Path

from bot.cli.figures import changes, figures_of, markdown, read_figures, write_figures
from bot.matching.decide import Outcome
from bot.matching.evaluate import Asked, Row, evaluate

ROOT = Path(__file__).parents[2]
ROWS = [Row("a", "ru", ("lawyer",), "plain"), Row("b", "tg", (), "oos-near")]


def test_what_is_kept_is_read_and_changes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    assert read_figures(path) == {}
    before = figures_of(evaluate(ROWS, lambda *_: Asked(Outcome.REFUSE, (), ())))
    write_figures(path, before)
    assert read_figures(path) == before
    assert list(changes(before, before)) == ["the figures are the same as before"]
    now = figures_of(evaluate(ROWS, lambda *_: Asked(Outcome.ANSWER, ("lawyer",), (1.0,))))
    told = list(changes(before, now))
    assert "ru top1: 0.0000 -> 1.0000 (+1.0000)" in told
    assert "tg refused_out: 1.0000 -> 0.0000 (-1.0000)" in told
    assert not [line for line in told if line.startswith("tg top1")]
    more = figures_of(evaluate([*ROWS, ROWS[0]], lambda *_: Asked(Outcome.REFUSE, (), ())))
    assert "ru n_in: 1 -> 2 (+1)" in list(changes(before, more))
    assert "tg is no longer asked" in list(changes(before, {"ru": before["ru"], "all": before["all"]}))


def test_the_table_of_the_readme_is_that_of_the_kept_figures() -> None:
    kept = json.loads((ROOT / "evaluation/figures.json").read_text(encoding="utf-8"))
    assert markdown(kept) in (ROOT / "README.md").read_text(encoding="utf-8")
