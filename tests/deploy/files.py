"""What is shipped for those who run the bot, read into plain Python."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
TOOLS = Path(sys.executable).parent
"""Where pip puts the programs of requirements/dev.txt."""

Tree = dict[str, Any]
"""A mapping of a YAML file; its shape is checked by the published schemas, hence Any."""

WEBHOOK_PATH = "/telegram"
"""The one path that a proxy lets through."""

BOT_UID = 10001
"""The user that the image runs as."""


@dataclass
class Stage:
    """One stage of a Dockerfile: its base, and its instructions as (name, rest of the line)."""

    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all_of(self, instruction: str) -> list[str]:
        """Return what stands after each ``instruction``."""
        return [rest for name, rest in self.steps if name == instruction]


def dockerfile() -> tuple[list[str], list[Stage]]:
    """Return the arguments before the first stage, and the stages."""
    arguments: list[str] = []
    stages: list[Stage] = []
    for name, rest in _instructions((ROOT / "Dockerfile").read_text(encoding="utf-8")):
        if name == "FROM":
            stages.append(Stage(rest))
        elif stages:
            stages[-1].steps.append((name, rest))
        else:
            arguments.append(rest)
    return arguments, stages


def _instructions(text: str) -> Iterator[tuple[str, str]]:
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in lines.replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, rest = line.strip().partition(" ")
            yield name.upper(), " ".join(rest.split())


def compose() -> Tree:
    """Return compose.yaml."""
    tree: Tree = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return tree


def resources(kind: str) -> dict[str, Tree]:
    """Return the Kubernetes resources of ``kind`` by their names."""
    every = [tree for path in MANIFESTS for tree in yaml.safe_load_all(path.read_text(encoding="utf-8"))]
    return {tree["metadata"]["name"]: tree for tree in every if tree["kind"] == kind}
