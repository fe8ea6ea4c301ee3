"""The compose and bake files around a Dockerfile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from slimmer.model.project import Project, top_of

COMPOSE = "services: {NAME: {build: {context: CONTEXT, dockerfile: FILE}}}\n"


def make(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def service(name: str, context: str, file: str = "Dockerfile") -> str:
    return COMPOSE.replace("NAME", name).replace("CONTEXT", context).replace("FILE", file)


def names(dockerfile: Path) -> list[str]:
    return [use.title for use in Project().builds(dockerfile).uses]


def test_from_the_folder_up_to_the_top_of_the_repository(tmp_path: Path) -> None:
    make(
        tmp_path,
        compose_DOT_yml=service("outside", "repo/a/b"),
        repo___DOT_git__HEAD="",
        repo__compose_DOT_yaml=service("top", "a/b"),
        repo__a__compose_DOT_prod_DOT_yml=service("middle", "b"),
        repo__a__b__docker_DOT_yml=service("other", "."),
        repo__a__c__compose_DOT_yml=service("sibling", "../b"),
    )
    (tmp_path / "repo/a/b/docker-bake.hcl").write_text('target "own" {}\n')
    assert names(tmp_path / "repo/a/b/Dockerfile") == [
        "docker-bake.hcl: own",
        "compose.prod.yml: middle",
        "compose.yaml: top",
    ]
    assert top_of(tmp_path / "repo/a/b") == tmp_path / "repo"


def test_outside_of_a_repository_the_folder_above_counts(tmp_path: Path) -> None:
    make(
        tmp_path,
        compose_DOT_yml=service("far", "a/b/c"),
        a__compose_DOT_yml=service("too-far", "b/c"),
        a__b__compose_DOT_yml=service("near", "c"),
        a__b__c__Dockerfile="",
    )
    assert names(tmp_path / "a/b/c/Dockerfile") == ["compose.yml: near"]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("compose.yaml", True),
        ("compose.yml", True),
        ("docker-compose.yml", True),
        ("docker-compose.dev.yaml", True),
        ("docker-compose-prod.yml", True),
        ("my-compose.yml", False),
        ("compose.yml.bak", False),
        ("compose.json", False),
    ],
)
def test_file_names(tmp_path: Path, name: str, counts: bool) -> None:
    (tmp_path / name).write_text(service("web", "."))
    assert bool(names(tmp_path / "Dockerfile")) == counts


def test_only_builds_of_this_dockerfile(tmp_path: Path) -> None:
    make(tmp_path, compose_DOT_yml=service("web", "..", "x/dev.Dockerfile"))
    other = tmp_path.parent / "x"
    assert names(other / "Dockerfile") == []
    make(tmp_path, compose_DOT_yml=service("web", ".", "dev.Dockerfile"))
    assert names(tmp_path / "Dockerfile") == []
    assert names(tmp_path / "dev.Dockerfile") == ["compose.yml: web"]


def test_files_that_cannot_be_read_are_told_of(tmp_path: Path) -> None:
    make(tmp_path, compose_DOT_yml="build: [", docker_compose_DOT_yml=service("web", "."))
    (tmp_path / "docker-compose.yml").write_text(service("web", "."))
    (tmp_path / "compose.link.yml").symlink_to("gone.yml")
    os.mkfifo(tmp_path / "compose.fifo.yml")
    (tmp_path / "docker-bake.json").mkdir()
    found = Project().builds(tmp_path / "Dockerfile")
    assert [use.title for use in found.uses] == ["docker-compose.yml: web"]
    assert sorted(problem.split(" ", 1)[0] for problem in found.problems) == [
        "compose.fifo.yml", "compose.link.yml", "compose.yml", "docker-bake.json",
    ]  # fmt: skip


def test_an_override_that_builds_nothing_says_what_runs(tmp_path: Path) -> None:
    make(
        tmp_path,
        compose_DOT_yml=service("web", "."),
        compose_DOT_override_DOT_yml="services: {web: {command: npm run dev}}\n",
    )
    uses = Project().builds(tmp_path / "Dockerfile").uses
    assert [use.command for use in uses] == [("npm", "run", "dev"), None]


def test_a_folder_for_such_files_counts(tmp_path: Path) -> None:
    make(tmp_path, deploy__compose_DOT_yml=service("web", ".."), other__compose_DOT_yml=service("far", ".."))
    assert names(tmp_path / "Dockerfile") == ["compose.yml: web"]
