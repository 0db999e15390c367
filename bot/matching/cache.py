"""Room matching: the trained model of given examples, kept in a folder, trained again when what it rests on changes.

Touches that folder, and starts another interpreter to train: scikit-learn is never loaded into the bot.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL
from time import monotonic, sleep
from typing import Final

import bot
from bot.matching.crosscheck import Unseen
from bot.matching.examples import Examples
from bot.matching.model import Model, ModelError

_ROOM: Final = Path(__file__).parent
_LEARNED_BY: Final = (
    "examples",
    "letters",
    "fold",
    "features",
    "weigh",
    "english",
    "language",
    "courtesy",
    "model",
    "learn",
    "train",
)
"""Modules whose change makes another model of the same examples."""

_UNSEEN: Final = ".unseen"
"""Ending of the file beside a model that holds what crosscheck.py needs; the running bot never opens it."""

KEPT: Final = 3
"""Models that stay in the folder."""

TRAINING_LIMIT: Final = 600
"""Seconds after which training is given up."""

_LOOK_EVERY: Final = 0.05
"""Seconds between two looks at whether it is."""


Stopped = Callable[[], bool]
"""Tells whether the program is ending."""


def load_or_train(examples: Examples, directory: Path, stopped: Stopped = bool) -> Model:
    """The model of these examples: from ``directory``, or trained now and put there; a damaged file is trained again.

    Training is given up as soon as ``stopped`` says so.

    Raises:
        ModelError: it cannot be trained (scikit-learn is missing) or not be written, or it was given up.
    """
    return cached(examples, directory) or _train(examples, directory, stopped)


def cached(examples: Examples, directory: Path) -> Model | None:
    """The model of these examples if ``directory`` holds it undamaged."""
    path = _path(examples, directory)
    if not path.exists():
        return None
    with suppress(OSError):
        os.utime(path)  # the latest used are kept
    try:
        return Model.load(path)
    except ModelError:
        return None


def load_or_judge(examples: Examples, directory: Path) -> tuple[Model, Unseen]:
    """The model, and what models say of each example that have not seen it; both from ``directory``, or learned now.

    Raises:
        ModelError: they cannot be learned or not be written.
    """
    path = _path(examples, directory).with_suffix(_UNSEEN)
    model = load_or_train(examples, directory)
    try:
        return model, Unseen.load(path)
    except ModelError:
        return _train(examples, directory), Unseen.load(path)


def _path(examples: Examples, directory: Path) -> Path:
    seen = hashlib.sha256(examples.digest.encode())
    for module in _LEARNED_BY:
        seen.update((_ROOM / f"{module}.py").read_bytes())
    return directory / f"{seen.hexdigest()}.npz"


def can_learn() -> bool:
    """Tell whether a model can be learned here: where one is only used, as in an image, scikit-learn is missing."""
    return find_spec("sklearn") is not None


def _train(examples: Examples, directory: Path, stopped: Stopped = bool) -> Model:
    if not can_learn():
        raise ModelError(
            "the matching model does not fit the content, and scikit-learn, which would learn a new one, is not "
            "installed: build the image anew with this content, or run `make setup`"
        )
    path = _path(examples, directory)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory) as scratch:
            trained = Path(scratch) / path.name
            _run_training(examples, trained, stopped)
            model = Model.load(trained)
            trained.with_suffix(_UNSEEN).replace(path.with_suffix(_UNSEEN))
            trained.replace(path)
    except OSError as error:
        raise ModelError(
            f"{directory}: the matching model cannot be written here ({error.strerror or error})"
        ) from error
    _forget_older(directory)
    return model


def _forget_older(directory: Path) -> None:
    """Delete models of content that has changed since, but for the latest used: a change is sometimes taken back."""
    with suppress(OSError):  # another program may be tidying too
        models = sorted(directory.glob("*.npz"), key=lambda file: file.stat().st_mtime_ns)
        for file in models[:-KEPT]:
            file.unlink(missing_ok=True)
            file.with_suffix(_UNSEEN).unlink(missing_ok=True)


def _run_training(examples: Examples, out: Path, stopped: Stopped) -> None:
    out = out.resolve()
    given, said = out.with_suffix(".json"), out.with_suffix(".txt")
    given.write_text(json.dumps(examples.plain()))
    command = [sys.executable, "-m", "bot.matching.train", str(out), str(out.with_suffix(_UNSEEN))]
    try:
        with (
            given.open("rb") as stdin,
            said.open("wb") as stderr,
            subprocess.Popen(  # noqa: S603 - our own interpreter and module, no text of a person in the arguments
                command, stdin=stdin, stdout=DEVNULL, stderr=stderr, env=_environment(), start_new_session=True
            ) as process,
        ):
            _wait_for(process, stopped)
    except OSError as error:
        raise ModelError(f"training the matching model cannot be started ({error.strerror or error})") from error
    if process.returncode:
        lines = said.read_text(errors="replace").strip().splitlines() or [f"exit code {process.returncode}"]
        raise ModelError(f"the matching model cannot be trained: {lines[-1]}")


def _wait_for(process: subprocess.Popen[bytes], stopped: Stopped) -> None:
    """Wait until a process ends; it and all it started are ended when it takes too long, or is to stop."""
    deadline = monotonic() + TRAINING_LIMIT
    while process.poll() is None:
        if stopped() or monotonic() > deadline:
            os.killpg(process.pid, signal.SIGKILL)
            took_long = f"training the matching model took more than {TRAINING_LIMIT} s on this machine"
            raise ModelError("training the matching model was given up" if stopped() else took_long)
        sleep(_LOOK_EVERY)


def _environment() -> dict[str, str]:
    """Return what training needs of the environment; the bot's secrets are not among it."""
    package = str(Path(bot.__file__).resolve().parents[1])
    paths = filter(None, (package, os.environ.get("PYTHONPATH")))
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}
