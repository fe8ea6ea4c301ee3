"""Which programs scripts and CI files start in containers of the image that is built here."""

from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.analysis.go.asked import asked_problem
from slimmer.analysis.view import View
from slimmer.model.context import Context
from slimmer.model.uses import Use
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

USE = Use(Path("/p/compose.yaml"), "web")


def problem(script: str, *, has_entrypoint: bool = False) -> str:
    tree = parse(Source("Dockerfile", 'FROM golang:1.22\nCMD ["/app/server"]\n'))
    view = View(tree, context=Context.of({"ci.sh": f"docker build -t me/app:1 .\n{script}\n"}), uses=(USE,))
    return asked_problem(view, {"/app/server", "server"}, has_entrypoint=has_entrypoint) or ""


@pytest.mark.parametrize(
    "script",
    [
        "docker run me/app:1",
        "docker run --rm -e A=1 -p 80:80 --name x me/app:2 /app/server --version",
        "docker run me/app:1 --port 80",
        "docker run me/app@sha256:abc",
        "docker run postgres:16 psql -l",
        "docker run registry.example.com:5000/me/other ls",
        "docker run --rm --entrypoint /app/server me/app:1 check",
        "docker compose exec db psql",
        "docker compose exec -T web server check",
        "docker exec x ls",
        "image: mysql\ndocker exec mysql mysql -e x",
        "docker run -d me/app:1 > log",
        "docker run",
        "docker run --name",
    ],
)
def test_nothing_else_is_started(script: str) -> None:
    assert problem(script) == ""


@pytest.mark.parametrize(
    ("script", "program"),
    [
        ("docker run --rm me/app cat /etc/hostname", "cat"),
        ("docker run -it -v $PWD:/app --network=host me/app:latest ls", "ls"),
        ("docker run --rm me/app:1 'ls -l'", "ls"),
        ("docker run --rm --entrypoint=ls me/app:1 /app", "ls"),
        ("docker run --rm \\\n  me/app:1 \\\n  env", "env"),
        ("docker compose exec web curl localhost", "curl"),
        ("docker-compose run --rm web migrate up", "migrate"),
        ("docker run -d --name x me/app:1\ndocker exec x cat /app/log", "cat"),
        ("podman run me/app:1 -- cat", "cat"),
    ],
)
def test_another_program_is_started(script: str, program: str) -> None:
    assert problem(script) == f"ci.sh of the build context runs {program} in a container"


def test_words_behind_an_image_with_an_entrypoint_are_for_that() -> None:
    assert problem("docker run me/app:1 cat", has_entrypoint=True) == ""
    assert "cat" in problem("docker run --name x me/app:1\ndocker exec x cat", has_entrypoint=True)
    assert "ls" in problem("docker run --entrypoint ls me/app:1", has_entrypoint=True)
