"""The image: what it is made of, as whom it runs, and what it does where nothing can be trained or written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import venv
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.deploy.files import BOT_UID, ROOT, TOOLS, dockerfile
from tests.program import copy_content, environment
from tests.small_base import write_small_base

SECRET_NAMES = re.compile(r"TOKEN|SECRET|STORE_KEY|PASSWORD")


def test_the_linter_of_dockerfiles_has_nothing_to_say() -> None:
    said = subprocess.run([TOOLS / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, "")


def test_one_argument_names_every_base() -> None:
    arguments, stages = dockerfile()
    assert [argument.partition("=")[0] for argument in arguments] == ["PYTHON_IMAGE"]
    assert "slim" in arguments[0]
    assert [stage.base for stage in stages] == ["${PYTHON_IMAGE} AS build", "${PYTHON_IMAGE}"]


def test_every_package_is_installed_by_its_hash() -> None:
    _, stages = dockerfile()
    installs = [part for step in stages[0].all_of("RUN") for part in step.split("&&") if "pip install" in part]
    assert len(installs) == 2
    assert all("--require-hashes" in install for install in installs)


def test_training_stays_in_the_build_stage() -> None:
    _, (build, final) = dockerfile()
    assert any("--user -r /tmp/train.txt" in step for step in build.all_of("RUN"))
    # Only the folder of run.txt's packages, and the program with its caches, are taken over.
    sources = [step.split()[-2:] for step in final.all_of("COPY")]
    assert sources == [["/opt/site", "/opt/site"], ["/app", "/app"], ["/data", "/data"]]
    assert all("--from=build" in step for step in final.all_of("COPY"))
    assert final.all_of("RUN") == ['["python", "-m", "bot", "prepare"]']


def test_it_runs_as_a_nobody_with_a_fixed_number() -> None:
    _, stages = dockerfile()
    assert stages[-1].all_of("USER") == [f"{BOT_UID}:{BOT_UID}"]


def test_no_secret_is_part_of_it() -> None:
    arguments, stages = dockerfile()
    said = arguments + [rest for stage in stages for name in ("ENV", "ARG") for rest in stage.all_of(name)]
    assert not [line for line in said if SECRET_NAMES.search(line)]


def test_it_is_started_and_asked_for_its_health_without_a_shell() -> None:
    final = dockerfile()[1][-1]
    assert json.loads(final.all_of("ENTRYPOINT")[0]) == ["python", "-m", "bot"]
    assert json.loads(final.all_of("CMD")[0]) == ["run"]
    options, _, command = final.all_of("HEALTHCHECK")[0].partition(" CMD ")
    assert "--timeout=" in options
    program, flag, code = json.loads(command)
    assert (program, flag) == ("python", "-c")
    assert "/livez" in code
    compile(code, "HEALTHCHECK", "exec")


def test_only_what_it_is_made_of_is_sent_to_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule for rule in rules if rule.startswith("!")} == {
        "!bot",
        "!knowledge",
        "!locales",
        "!requirements/run.txt",
        "!requirements/train.txt",
    }


@pytest.fixture(scope="module")
def image_python(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make a Python that knows only the packages of run.txt, as in the image; returns it and their folder."""
    folder = tmp_path_factory.mktemp("image")
    site = folder / "site"
    site.mkdir()
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for name in set(re.findall(r"^([a-z0-9-]+)==", locked, flags=re.MULTILINE)):
        with suppress(PackageNotFoundError):  # some are for other systems only
            link_package(distribution(name), site)
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    return folder / "venv" / "bin" / "python", site


def link_package(package: Distribution, site: Path) -> None:
    for name in {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}:
        if not (site / name).exists():
            (site / name).symlink_to(Path(str(package.locate_file(name))))


def in_the_image(image_python: tuple[Path, Path], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    python, site = image_python
    return subprocess.run(
        [python, *arguments],
        cwd=folder,
        env=environment(PYTHONDONTWRITEBYTECODE="1") | {"PYTHONPATH": f"{site}:{ROOT}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_answers_needs_no_other_packages(image_python: tuple[Path, Path], tmp_path: Path) -> None:
    code = "import bot.cli.run, bot.cli.live, bot.web.webhook, sys; sys.exit('sklearn' in sys.modules)"
    assert in_the_image(image_python, tmp_path, "-c", code).stderr == ""


def test_a_model_that_does_not_fit_is_told_at_the_start(image_python: tuple[Path, Path], tmp_path: Path) -> None:
    copy_content(tmp_path)
    shutil.rmtree(tmp_path / "knowledge")
    write_small_base(tmp_path / "knowledge")  # other questions than those that the model was trained with
    said = in_the_image(image_python, tmp_path, "-m", "bot", "run")
    assert said.returncode == 2
    assert "which would learn a new one, is not installed" in said.stderr
    assert "Traceback" not in said.stderr
