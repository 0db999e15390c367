"""YAML read as text: what stands there is what is read, and slips are told with their place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.errors import Problem
from bot.knowledge.yaml_text import Plain, parse_yaml

FILE = Path("entry.yaml")


def read(text: str) -> tuple[Plain, list[str]]:
    problems: list[Problem] = []
    document = parse_yaml(FILE, text, problems)
    return (document.value if document else ""), [str(problem) for problem in problems]


@pytest.mark.parametrize("scalar", ["+998901234567", "010", "no", "yes", "null", "~", "1.50", "2026-11-22", "0x1F"])
def test_a_scalar_is_the_text_that_stands_there(scalar: str) -> None:
    assert read(f"value: {scalar}\n") == ({"value": scalar}, [])


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(
        lambda text: '"' not in text and "\\" not in text
    )
)
def test_a_quoted_text_is_read_letter_by_letter(text: str) -> None:
    assert read(f'- "{text}"\n') == ([text], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            ["entry.yaml:3:1: 'a' stands twice; it was already given in line 1, keep one of the two"],
        ),
        (
            "a: &x text\nb: *x\n",
            [
                "entry.yaml:1:4: &x is YAML's way to reuse text; remove it and write the text out",
                "entry.yaml:2:4: *x repeats another part of the file; write the text out here instead",
            ],
        ),
        (
            "a: !!int 3\n",
            [
                (
                    "entry.yaml:1:4: the YAML tag 'tag:yaml.org,2002:int' is not used here; "
                    "remove it, every value is read as text"
                )
            ],
        ),
        (
            "a: [b, c]\n",
            ["entry.yaml:1:4: brackets [ ] and { } are not used here; put one item a line, each after '- '"],
        ),
        ("", ["entry.yaml:1:1: the file is empty; write its content or delete the file"]),
        ("a: 1\n---\nb: 2\n", ["entry.yaml:2:1: '---' begins a second document; remove that line"]),
    ],
)
def test_a_slip_is_told_with_place_and_cure(text: str, expected: list[str]) -> None:
    assert read(text)[1] == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: b: c\n", "entry.yaml:1:5: "), ("a:\n\t- b\n", "entry.yaml:2:1: "), ("- a\nb: c\n", "entry.yaml:2:1: ")],
)
def test_broken_yaml_is_one_line_with_its_place(text: str, place: str) -> None:
    (problem,) = read(text)[1]
    assert problem.startswith(place)
    assert "\n" not in problem


@given(st.text(max_size=200))
def test_any_text_gives_a_value_or_problems_never_an_exception(text: str) -> None:
    value, problems = read(text)
    assert isinstance(value, str | list | dict)
    assert all(problem.startswith("entry.yaml:") for problem in problems)
