"""The counts of example questions that may fail: every mistake is told with its place; what is written is read."""

from pathlib import Path

import pytest

from bot.knowledge.errors import ContentError
from bot.knowledge.known_failing import FILE, read_known_failing, write_known_failing


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert read_known_failing(tmp_path) == {}
    write_known_failing(tmp_path, {"uz": 12, "ky": 0})
    assert read_known_failing(tmp_path) == {"ky": 0, "uz": 12}


def test_a_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("uz: some\nky: 3\ntg: ²\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_known_failing(tmp_path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{tmp_path / FILE}:1:5: 'uz' must be a whole number",
        f"{tmp_path / FILE}:3:5: 'tg' must be a whole number",
    ]
