"""Who builds a Dockerfile: compose files, good and hostile."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from slimmer.model.compose import read_compose
from slimmer.model.uses import Read, Use

HERE = Path("/p/deploy")


def read(**files: str) -> Read:
    names = {name.replace("_", "."): text for name, text in files.items()}
    return read_compose({HERE / f"{name}.yaml": text.encode() for name, text in names.items()})


def use(build: str, rest: str = "") -> Use:
    (found,) = read(compose=f"services:\n  web:\n    build: {build}\n{rest}").uses
    return found


PATHS = {
    ".": ("/p/deploy", "/p/deploy/Dockerfile"),
    "..": ("/p", "/p/Dockerfile"),
    "./a/../b/": ("/p/deploy/b", "/p/deploy/b/Dockerfile"),
    "/abs": ("/abs", "/abs/Dockerfile"),
    "{}": ("/p/deploy", "/p/deploy/Dockerfile"),
    "{context: .., dockerfile: docker/x.Dockerfile}": ("/p", "/p/docker/x.Dockerfile"),
    "{dockerfile: ../y}": ("/p/deploy", "/p/y"),
    "{context: .., dockerfile: /abs/y}": ("/p", "/abs/y"),
    "{context: .., dockerfile_inline: FROM a}": ("/p", None),
    "https://github.com/a/b.git#main": (None, None),
    "git@github.com:a/b": (None, None),
    "'$$a'": ("/p/deploy/$a", "/p/deploy/$a/Dockerfile"),
}


@pytest.mark.parametrize("build", PATHS)
def test_context_and_dockerfile(build: str) -> None:
    context, dockerfile = PATHS[build]
    found = use(build)
    assert (found.context, found.dockerfile) == (
        Path(context) if context else None,
        Path(dockerfile) if dockerfile else None,
    )
    assert found.unclear == ()


def test_all_that_is_told() -> None:
    found = use(
        "{context: ., target: prod, args: {A: 1, B: }}",
        "    command: node 'my server.js'\n    entrypoint: [tini, --]\n    healthcheck: {test: [CMD, curl, -f, x]}\n",
    )
    assert found == Use(
        HERE / "compose.yaml", "web", HERE, HERE / "Dockerfile", "prod", {"A": "1", "B": None},
        ("node", "my server.js"), ("tini", "--"), ("CMD", "curl", "-f", "x"),
    )  # fmt: skip
    assert found.title == "compose.yaml: web"


def test_args_as_a_list() -> None:
    assert use("{args: [A=1, B, C=x=y]}").args == {"A": "1", "B": None, "C": "x=y"}


@pytest.mark.parametrize(
    ("healthcheck", "expected"),
    [
        ("{test: curl x || exit 1}", ("CMD-SHELL", "curl x || exit 1")),
        ("{disable: true}", ("NONE",)),
        ("{test: [NONE]}", ("NONE",)),
        ("{interval: 5s}", None),
    ],
)
def test_healthchecks(healthcheck: str, expected: tuple[str, ...] | None) -> None:
    assert use(".", f"    healthcheck: {healthcheck}\n").healthcheck == expected


@pytest.mark.parametrize(
    ("build", "unclear"),
    [
        ("$DIR", ("context",)),
        ("{context: '${DIR:-.}'}", ("context",)),
        ("{dockerfile: 'x.${KIND}'}", ("dockerfile",)),
        ("{target: '${STAGE}'}", ("target",)),
        ("{args: {A: '${A}'}}", ("args",)),
    ],
)
def test_variables_are_not_guessed(build: str, unclear: tuple[str, ...]) -> None:
    found = use(build)
    assert found.unclear == unclear
    assert found.may_build(HERE / "Dockerfile")
    assert not found.may_build(Path("/elsewhere/Dockerfile"))
    assert "context" not in unclear or found.context is None


def test_a_dockerfile_that_is_not_known_may_be_any_below_the_context() -> None:
    found = use("{context: ./a, dockerfile: 'x.${KIND}'}")
    assert found.may_build(HERE / "a/x.dev")
    assert not found.may_build(HERE / "b/x.dev")


def test_services_without_a_build_are_left_out() -> None:
    assert read(compose="services:\n  db:\n    image: postgres\n  null-build:\n    build:\n").uses == ()


def test_extends_and_merges() -> None:
    text = """
x-build: &build {context: ./app, args: {A: 1}}
x-base: &base
  build: *build
  command: run
services:
  a: {<<: *base, command: other}
  b: {extends: a}
  c: {extends: {service: b}, build: {target: prod}}
  d: {<<: [*base], build: {<<: *build, target: dev}}
  e: {extends: e, build: .}
"""
    found = {each.name: each for each in read(compose=text).uses}
    app = HERE / "app"
    assert {name: (each.context, each.target, each.command) for name, each in found.items()} == {
        "a": (app, None, ("other",)),
        "b": (app, None, ("other",)),
        "c": (app, "prod", ("other",)),
        "d": (app, "dev", ("run",)),
        "e": (HERE, None, None),
    }
    assert found["d"].args == {"A": "1"}


def test_extends_of_another_file_is_unclear() -> None:
    found = use("{}", "    extends: {file: base.yaml, service: web}\n")
    assert (found.context, "extends" in found.unclear) == (None, True)


def test_an_override_completes_the_main_file() -> None:
    main = "services:\n  web: {build: {context: ./app, target: prod}, command: a}\n"
    override = "services:\n  web: {build: {target: dev}}\n  other: {build: ./other}\n"
    found = read(compose=main, compose_override=override)
    assert [(each.file.name, each.name, each.context, each.target) for each in found.uses] == [
        ("compose.yaml", "web", HERE / "app", "prod"),
        ("compose.override.yaml", "web", HERE / "app", "dev"),
        ("compose.override.yaml", "other", HERE / "other", None),
    ]


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "services:\n", "services: []\n", "[]\n", "a\n", "services: {a: 1}\n"]
)
def test_files_that_build_nothing(text: str) -> None:
    assert read(compose=text) == Read()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("services:\n  a: [\n", "it is not YAML: "),
        ("a: b: c\n", "it is not YAML: mapping values are not allowed in this context on line 1"),
        ("{{ template }}: {\n", "it is not YAML: "),
        ("services: {a: *gone}\n", "it is not YAML: found undefined alias on line 1"),
        ("[" * 100_000, "it "),
        ("a: " + "x" * 1_000_001, "it has more than 1 MB"),
        ("a: \x00b\n", "it is not YAML: "),
    ],
)
def test_files_that_are_not_read(text: str, why: str) -> None:
    (problem,) = read(compose=text).problems
    assert problem.startswith(f"compose.yaml is not read: {why}")


def test_bytes_that_are_not_utf_8() -> None:
    found = read_compose({HERE / "compose.yaml": b"services: {a: {build: \xff}}\n"})
    assert found.problems[0].startswith("compose.yaml is not read: it is not YAML")


def test_a_bad_file_does_not_hide_the_others() -> None:
    found = read(compose="[", compose_prod="services: {a: {build: .}}\n")
    assert (len(found.uses), len(found.problems)) == (1, 1)


def bomb(member: str) -> str:
    """Nine levels of ten: a thousand million members when expanded."""
    lines = ["a0: &a0 {x: {build: .}}"]
    lines += [f"a{n}: &a{n} {member.replace('N', f'*a{n - 1}')}" for n in range(1, 10)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        bomb("[" + ", ".join(["N"] * 10) + "]") + "\nservices: *a9\n",
        bomb("{" + ", ".join(f"k{i}: N" for i in range(10)) + "}") + "\nservices: *a9\n",
        bomb("{<<: [" + ", ".join(["N"] * 10) + "]}") + "\nservices: *a9\n",
        "services: &s {<<: *s, a: {build: .}}\n",
        "services: &s {a: *s}\n",
        "services: {" + ", ".join(f"s{i}: {{build: .}}" for i in range(20_000)) + "}\n",
    ],
)
def test_hostile_files_cost_what_they_hold(text: str) -> None:
    begun = time.process_time()
    assert len(read(compose=text).uses) <= 1_000
    assert time.process_time() - begun < 10


IMAGES = """services:
  web: {build: ., image: "me/app:1"}
  migrate: {image: me/app, command: npm run migrate}
  db: {image: "postgres:16", command: postgres -c fsync=off}
  same: {image: me/app}
"""


def test_what_runs_on_the_image_that_another_service_builds() -> None:
    web, migrate = read(compose=IMAGES).uses
    assert (web.name, web.command) == ("web", None)
    assert (migrate.name, migrate.command, migrate.dockerfile) == ("migrate", ("npm", "run", "migrate"), web.dockerfile)


def test_the_environment_of_an_override_is_joined() -> None:
    main = "services: {web: {build: ., environment: {A: 1, B: 2}}}"
    found = read(compose=main, compose_override="services: {web: {environment: [B=3]}}").uses
    assert [each.environment for each in found] == [{"A": "1", "B": "2"}, {"A": "1", "B": "3"}]
