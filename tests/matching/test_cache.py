"""The cache: a model is trained once, in another process, and again when anything is wrong with it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.model import Example
from bot.matching.cache import KEPT, cached, load_or_train
from bot.matching.examples import Examples
from bot.matching.model import Model, ModelError
from bot.matching.train import train

LINES = [
    Example("потерял паспорт", "ru", "passport"),
    Example("пропал паспорт", "ru", "passport"),
    Example("нужен врач", "ru", "doctor"),
    Example("где врач", "ru", "doctor"),
]
SMALL = Examples(LINES)


@pytest.fixture
def no_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any training fails from now on."""
    monkeypatch.setattr(sys, "executable", "/bin/false")


def only_file(folder: Path) -> Path:
    [file] = folder.glob("*.npz")
    return file


def test_a_trained_model_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cached(SMALL, tmp_path) is None
    trained = load_or_train(SMALL, tmp_path)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    for found in (load_or_train(SMALL, tmp_path), cached(Examples(reversed(LINES)), tmp_path)):
        assert found is not None
        assert found.digest == trained.digest
        assert np.array_equal(found.weights, trained.weights)


def test_other_examples_need_another_model(tmp_path: Path) -> None:
    load_or_train(SMALL, tmp_path)
    assert cached(Examples([*LINES, Example("врача", "ru", "doctor")]), tmp_path) is None
    assert cached(Examples(Example(each.text, "tg", each.label) for each in LINES), tmp_path) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-100],
        lambda whole: whole[:0],
        lambda whole: whole[::-1],
        lambda whole: whole[:200] + b"\0" * 50 + whole[250:],
    ],
)
def test_a_damaged_file_is_trained_again(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    trained = load_or_train(SMALL, tmp_path)
    file = only_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    with pytest.raises(ModelError, match=f"{file}: .*delete it and run `make setup`"):
        Model.load(file)
    assert cached(SMALL, tmp_path) is None
    assert load_or_train(SMALL, tmp_path).digest == trained.digest
    assert file.read_bytes() == whole


def test_a_foreign_or_missing_file_is_no_model(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.npz"
    np.savez(foreign, something=np.zeros(3))
    for file in (foreign, tmp_path / "missing.npz"):
        with pytest.raises(ModelError, match="cannot be read"):
            Model.load(file)


def test_parts_that_do_not_fit_are_no_model(tmp_path: Path) -> None:
    file = tmp_path / "model.npz"
    train(SMALL)[0].save(file)
    with np.load(file) as arrays:
        parts = dict(arrays)
    np.savez(file, **(parts | {"bias": np.zeros(7, dtype=np.float32)}))
    with pytest.raises(ModelError, match="do not fit together"):
        Model.load(file)


def test_training_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    train(SMALL)[0].save(one)
    train(Examples(reversed(LINES)))[0].save(other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.usefixtures("no_training")
def test_training_that_fails_says_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be trained: exit code 1"):
        load_or_train(SMALL, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_training_is_given_up_when_the_program_ends(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="given up"):
        load_or_train(SMALL, tmp_path, lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_one_entry_alone_teaches_nothing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="write some for a second entry"):
        load_or_train(Examples(LINES[:2]), tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "models"
    in_the_way.write_text("a file")
    with pytest.raises(ModelError, match=f"{in_the_way}: the matching model cannot be written"):
        load_or_train(SMALL, in_the_way)


def test_old_models_are_deleted(tmp_path: Path) -> None:
    for number in range(KEPT + 2):
        (tmp_path / f"old{number}.npz").write_bytes(b"")
    load_or_train(SMALL, tmp_path)
    assert len(list(tmp_path.glob("*.npz"))) == KEPT
    assert cached(SMALL, tmp_path) is not None


def test_matching_never_loads_scikit_learn() -> None:
    program = "import sys, bot.matching.cache, bot.matching.matcher; sys.exit('sklearn' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
