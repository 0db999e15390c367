"""compose.yaml: hardened copies of the bot that share Redis, with secrets as files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.settings import SECRETS, Settings
from bot.telegram.delivery import GRACE
from tests.deploy.files import ROOT, TOOLS, WEBHOOK_PATH, compose

SERVICES = ("bot", "redis", "proxy")


def test_it_fits_the_published_schema() -> None:
    command: list[str | Path] = [
        TOOLS / "check-jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        ROOT / "compose.yaml",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_do_little_and_use_little(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert service["stop_grace_period"]
    assert service["logging"]["options"]["max-size"]
    assert {"memory", "cpus", "pids"} <= set(service["deploy"]["resources"]["limits"])
    assert not service.get("privileged")


def test_these_are_all_services() -> None:
    assert tuple(compose()["services"]) == SERVICES


def test_two_copies_share_redis_which_keeps_nothing() -> None:
    services = compose()["services"]
    assert services["bot"]["deploy"]["replicas"] == 2
    assert services["bot"]["environment"]["STORE_URL"] == "redis://redis:6379/0"
    command = services["redis"]["command"]
    assert command[command.index("--save") + 1] == ""
    assert command[command.index("--appendonly") + 1] == "no"
    assert "volumes" not in services["redis"]
    assert "/data" in services["redis"]["tmpfs"][0]


def test_secrets_are_files_outside_the_repository() -> None:
    tree = compose()
    environment = tree["services"]["bot"]["environment"]
    for name in SECRETS:
        assert name not in environment
        assert environment[f"{name}_FILE"] == f"/run/secrets/{name.lower()}"
        assert tree["secrets"][name.lower()]["file"] == f"./var/secrets/{name.lower()}"
    assert set(tree["services"]["bot"]["secrets"]) == {name.lower() for name in SECRETS}
    assert "secrets" not in tree["services"]["proxy"] | tree["services"]["redis"]


def test_what_is_in_hand_is_finished_before_it_is_ended() -> None:
    assert int(compose()["services"]["bot"]["stop_grace_period"].removesuffix("s")) > GRACE


def test_every_variable_is_a_setting_of_the_bot() -> None:
    names = {name.removesuffix("_FILE") for name in compose()["services"]["bot"]["environment"]}
    assert {name.lower() for name in names} <= {*Settings.model_fields}


def test_only_the_proxy_is_reached_from_outside() -> None:
    tree = compose()
    assert [name for name, service in tree["services"].items() if "ports" in service] == ["proxy"]
    assert tree["networks"]["front"]["internal"]
    assert tree["networks"]["store"]["internal"]
    assert tree["services"]["redis"]["networks"] == ["store"]
    assert "store" not in tree["services"]["proxy"]["networks"]


def test_telegram_is_told_the_path_that_the_proxy_lets_through() -> None:
    assert compose()["services"]["bot"]["environment"]["WEBHOOK_URL"].endswith(f"}}{WEBHOOK_PATH}")


def test_every_service_is_asked_for_its_health() -> None:
    services = compose()["services"]
    assert all("healthcheck" in services[name] for name in ("redis", "proxy"))
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "healthcheck" not in services["bot"]  # which would replace the image's own
