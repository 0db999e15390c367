"""The systemd unit: hardened, stopped gently, with its settings in a file of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from dotenv import dotenv_values

from bot.settings import SECRETS, Settings
from bot.telegram.delivery import GRACE
from tests.deploy.files import DEPLOY

UNIT = DEPLOY / "rights-bot.service"
MOST_EXPOSED = 20
"""Tenths of a point that ``systemd-analyze security`` may give; 100 is a unit without any hardening."""


def unit() -> dict[str, list[str]]:
    """Return the values of every key; systemd allows a key more than once, configparser does not."""
    values = defaultdict(list)
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            values[key].append(value)
    return dict(values)


def test_it_is_hardened() -> None:
    wanted = {
        "User": "rights-bot",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "PrivateDevices": "yes",
        "MemoryDenyWriteExecute": "yes",
        "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
        "UMask": "0077",
    }
    assert {key: unit()[key] for key in wanted} == {key: [value] for key, value in wanted.items()}


def test_it_writes_in_its_own_folder_alone() -> None:
    assert unit()["WorkingDirectory"] == ["/var/lib/" + unit()["StateDirectory"][0]]
    assert unit()["StateDirectoryMode"] == ["0700"]
    assert "ReadWritePaths" not in unit()


def test_it_is_stopped_gently_and_not_started_again_in_vain() -> None:
    assert unit()["KillSignal"] == ["SIGTERM"]
    assert int(unit()["TimeoutStopSec"][0]) > GRACE
    assert unit()["Restart"] == ["on-failure"]
    assert unit()["RestartPreventExitStatus"] == ["2"]


def test_no_secret_stands_in_it_or_in_the_example() -> None:
    example = dotenv_values(DEPLOY / "environment.example")
    for name in SECRETS:
        assert name not in example
        assert f"{name}=" not in UNIT.read_text(encoding="utf-8")
    assert unit()["EnvironmentFile"] == ["/etc/rights-bot/environment"]
    assert {name.removesuffix("_FILE").lower() for name in example} <= {*Settings.model_fields}


def test_systemd_where_it_is_there_finds_nothing_wrong(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return  # not a machine with systemd: the tests above must do
    # The program's own place is empty here, and systemd looks whether it is there.
    installed = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8").replace("/opt/rights-bot/.venv/bin/python", sys.executable)
    installed.write_text(text, encoding="utf-8")
    verified = subprocess.run([analyze, "verify", installed], capture_output=True, text=True, check=False)
    assert UNIT.name not in verified.stderr
    command: list[str | Path] = [
        analyze,
        "security",
        "--offline=true",
        "--no-pager",
        f"--threshold={MOST_EXPOSED}",
        installed,
    ]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout
