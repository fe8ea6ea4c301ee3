"""A transform of a third party, in a distribution of its own, works as a built-in one does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from slimmer.passes.discovery import Entry
from slimmer.passes.pipeline import rewrite
from slimmer.passes.registry import Registry, from_entries
from slimmer.passes.settings import Settings
from slimmer.text.source import Source
from tests.packaging.conftest import ROOT, run

PLUGIN = ROOT / "examples" / "plugin"
NAME = "image-not-from-mirror"
DOCKERFILE = "FROM python:3.12 AS build\nRUN make\nFROM build\n"
REWRITTEN = "FROM mirror.example/library/python:3.12 AS build\nRUN make\nFROM build\n"
OPTION = f'[transforms.{NAME}]\nmirror = "mirror.acme.example"\n'

slow = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    monkeypatch.syspath_prepend(str(PLUGIN))
    return from_entries([Entry("example", "slimmer_example", "slimmer-example-plugin")])


@pytest.mark.parametrize(
    ("image", "mirrored"),
    [
        ("python:3.12", "mirror.example/library/python:3.12"),
        ("bitnami/redis", "mirror.example/bitnami/redis"),
        ("scratch", None),
        ("ghcr.io/owner/image", None),
        ("localhost/image", None),
        ("registry:5000/image", None),
        ("mirror.example/library/python", None),
    ],
)
def test_images_of_docker_hub_only(registry: Registry, image: str, mirrored: str | None) -> None:
    result = rewrite(
        Source("Dockerfile", f"FROM --platform=linux/amd64 {image} AS base\nFROM BASE\n"),
        Settings(unverified=True),
        registry.choose(Settings()),
    )
    assert result.guard_failures == ()
    assert result.after == f"FROM --platform=linux/amd64 {mirrored or image} AS base\nFROM BASE\n"


def test_a_variable_is_refused(registry: Registry) -> None:
    source = Source("Dockerfile", "ARG TAG=3\nFROM python:$TAG\n")
    result = rewrite(source, Settings(unverified=True), registry.choose(Settings()))
    assert not result.changed
    assert [refused.reason for refused in result.refusals] == ["the image is named by a variable, or in quotes"]


def test_it_imports_the_public_interface_only() -> None:
    imported = set()
    for path in PLUGIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
    assert {name for name in imported if name.startswith("slimmer")} == {"slimmer.api"}


class TestInstalled:
    pytestmark = slow

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        (tmp_path / "Dockerfile").write_text(DOCKERFILE, "utf-8")
        return tmp_path

    def test_listed_and_explained(self, installed_with_plugin: Path, project: Path) -> None:
        slimmer = installed_with_plugin / "slimmer"
        assert NAME in run(slimmer, "transforms", cwd=project).stdout
        assert "although a mirror is at hand" in run(slimmer, "explain", NAME, cwd=project).stdout

    def test_not_known_without_the_plugin(self, installed: Path, project: Path) -> None:
        assert NAME not in run(installed / "slimmer", "transforms", cwd=project).stdout

    def test_applied_when_asked_for(self, installed_with_plugin: Path, project: Path) -> None:
        slimmer = installed_with_plugin / "slimmer"
        run(slimmer, "rewrite", "-w", ".", cwd=project)
        assert (project / "Dockerfile").read_text("utf-8") == DOCKERFILE
        run(slimmer, "rewrite", "-w", "--unverified", "--select", NAME, ".", cwd=project)
        assert (project / "Dockerfile").read_text("utf-8") == REWRITTEN

    def test_its_option_is_read(self, installed_with_plugin: Path, project: Path) -> None:
        (project / ".slimmer.toml").write_text(OPTION, "utf-8")
        run(installed_with_plugin / "slimmer", "rewrite", "-w", "--unverified", ".", cwd=project)
        rewritten = REWRITTEN.replace("mirror.example", "mirror.acme.example")
        assert (project / "Dockerfile").read_text("utf-8") == rewritten
