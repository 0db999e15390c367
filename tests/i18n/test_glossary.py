"""The glossary: words to avoid are refused where the English text speaks of their term, and nowhere else."""

from pathlib import Path

import pytest

from bot.i18n.glossary import Glossary, Term, load_glossary
from bot.knowledge.errors import ContentError

GLOSSARY = Glossary(
    {
        "detention": Term(translation="задержание", avoid=("арест",)),
        "arrest, arrested": Term(translation="арест, арестовать"),
        "expulsion (выдворение)": Term(translation="выдворение", avoid=("депортация",)),
        "ban on coming back": Term(translation="запрет на въезд", avoid=("бан",)),
    }
)


@pytest.mark.parametrize(
    ("english", "text", "words"),
    [
        ("The detention is short.", "Арест короткий.", ["арест"]),
        ("Your detention", "О вашем аресте", ["арест"]),
        ("The weather is bad.", "Арест погоды.", []),
        ("A detention is not an arrest.", "Задержание — это не арест.", []),
        ("They speak of expulsion.", "Они говорят «депортация».", []),
        ("An expulsion", "Депортации", []),
        ("An expulsion", "Депортация", ["депортация"]),
        ("A ban on coming back", "Банк", []),
        ("A ban on coming back", "Вам дали бан.", ["бан"]),
    ],
)
def test_words_to_avoid(english: str, text: str, words: list[str]) -> None:
    assert [word for word, _, _ in GLOSSARY.avoided_words(english, text)] == words


def test_a_glossary_is_read_with_the_place_of_every_mistake(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text(
        "police:\n  translation: полиция\n  avoid:\n    - мент\n    - полиция\nlawyer:\n  translatoin: адвокат\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentError) as caught:
        load_glossary(path)
    assert [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems] == [
        "5:7: 'полиция' is its own translation",
        "7:3: the key 'translation' is missing; add a line 'translation: …'",
        "7:3: unknown key 'translatoin'; did you mean 'translation'?",
    ]
    assert load_glossary(tmp_path / "no-such.yaml").terms == {}
