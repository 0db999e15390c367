"""The Kubernetes manifests: right by the published schemas, hardened, and open only where they must be."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.settings import SECRETS, Settings
from bot.telegram.delivery import GRACE
from tests.deploy.files import BOT_UID, MANIFESTS, TOOLS, WEBHOOK_PATH, Tree, resources

DEPLOYMENTS = ("rights-bot", "redis")
VERSIONS = ("1.30.0", "1.37.0")
"""The oldest Kubernetes that knows all we use, and the newest whose schema is at hand."""


@pytest.mark.parametrize("version", VERSIONS)
def test_they_fit_the_published_schemas(version: str) -> None:
    command: list[str | Path] = [TOOLS / "kubernetes-validate", "--strict", "--quiet", "-k", version, *MANIFESTS]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def test_all_is_in_one_namespace_that_refuses_whatever_is_not_hardened() -> None:
    (namespace,) = resources("Namespace").values()
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    kinds = ("ConfigMap", "Deployment", "Service", "PodDisruptionBudget", "Ingress", "NetworkPolicy")
    others = [tree for kind in kinds for tree in resources(kind).values()]
    assert {tree["metadata"]["namespace"] for tree in others} == {namespace["metadata"]["name"]}
    assert len(others) == sum(path.read_text(encoding="utf-8").count("\nkind: ") for path in MANIFESTS) - 1


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_pod_can_do_little_and_use_little(name: str) -> None:
    pod = pod_of(name)
    (container,) = pod["containers"]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert set(container["resources"]["requests"]) == set(container["resources"]["limits"]) == {"cpu", "memory"}
    assert all(volume.keys() & {"emptyDir", "secret"} for volume in pod["volumes"])
    assert all(volume["emptyDir"]["medium"] == "Memory" for volume in pod["volumes"] if "emptyDir" in volume)


def test_the_bot_is_replaced_without_a_gap() -> None:
    deployment, (container,) = resources("Deployment")["rights-bot"]["spec"], pod_of("rights-bot")["containers"]
    assert deployment["replicas"] == 2
    assert deployment["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert (
        pod_of("rights-bot")["terminationGracePeriodSeconds"]
        > GRACE + container["lifecycle"]["preStop"]["sleep"]["seconds"]
    )
    assert container["livenessProbe"]["httpGet"]["path"] == container["startupProbe"]["httpGet"]["path"] == "/livez"
    assert container["readinessProbe"]["httpGet"]["path"] == "/healthz"


def test_the_user_is_that_of_the_image() -> None:
    assert pod_of("rights-bot")["securityContext"]["runAsUser"] == BOT_UID


def test_secrets_are_files_that_no_manifest_holds() -> None:
    settings = resources("ConfigMap")["rights-bot"]["data"]
    pod = pod_of("rights-bot")
    (mount,) = [mount for mount in pod["containers"][0]["volumeMounts"] if mount["name"] == "secrets"]
    for name in SECRETS:
        assert name not in settings
        assert settings[f"{name}_FILE"] == f"{mount['mountPath']}/{name.lower()}"
    assert resources("Secret") == {}
    assert "env" not in pod["containers"][0]


def test_every_variable_is_a_setting_of_the_bot() -> None:
    names = {name.removesuffix("_FILE").lower() for name in resources("ConfigMap")["rights-bot"]["data"]}
    assert names <= {*Settings.model_fields}


def test_redis_keeps_nothing() -> None:
    (container,) = pod_of("redis")["containers"]
    arguments = container["args"]
    assert arguments[arguments.index("--save") + 1] == ""
    assert arguments[arguments.index("--appendonly") + 1] == "no"
    assert resources("Deployment")["redis"]["spec"]["strategy"] == {"type": "Recreate"}


def test_only_the_webhook_is_reached_from_outside() -> None:
    (ingress,) = resources("Ingress").values()
    paths = [path for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]]
    assert [(path["path"], path["pathType"]) for path in paths] == [(WEBHOOK_PATH, "Exact")]
    host = ingress["spec"]["rules"][0]["host"]
    assert resources("ConfigMap")["rights-bot"]["data"]["WEBHOOK_URL"] == f"https://{host}{WEBHOOK_PATH}"
    assert all(service["spec"].get("type", "ClusterIP") == "ClusterIP" for service in resources("Service").values())


def test_nobody_speaks_to_redis_but_the_bot() -> None:
    policies = {name: tree["spec"] for name, tree in resources("NetworkPolicy").items()}
    assert policies["nothing-else"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    (rule,) = policies["redis"]["ingress"]
    assert rule["from"] == [{"podSelector": {"matchLabels": {"app.kubernetes.io/name": "rights-bot"}}}]
    assert "egress" not in policies["redis"]


def pod_of(deployment: str) -> Tree:
    pod: Tree = resources("Deployment")[deployment]["spec"]["template"]["spec"]
    return pod
