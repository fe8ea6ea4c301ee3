"""`slimmer facts`: what is known of commands, and what is said where nothing is."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Invoke, Program


@pytest.mark.parametrize("words", [("apt-get", "install"), ("apt-get install",), ("/usr/bin/apt-get", "install")])
def test_a_command(invoke: Invoke, words: tuple[str, ...]) -> None:
    result = invoke("facts", *words)
    assert result.exit_code == 0
    lines = result.stdout.split("\n")
    assert lines[0] == "apt-get install"
    assert "  needs     apt-lists" in lines
    assert "cache apt-lists" in lines
    assert "  emptied by  rm -rf /var/lib/apt/lists/*" in lines
    assert any(line.startswith("  costs       18 to 83 MB unpacked (") for line in lines)
    assert "  apt-get(8), apt 2.6.1 (manual, 2026-11-24)" in lines


def test_a_program_lists_its_subcommands(invoke: Invoke) -> None:
    assert "subcommands  install, " in invoke("facts", "apt-get").stdout


def test_flags_that_were_named(invoke: Invoke) -> None:
    text = invoke("facts", "npm ci --omit=dev").stdout
    assert "\nflags\n  --omit VALUE  dev-omit for dev, optional-omit for optional, since 7\n\n" in text


def test_packages_of_an_installer(invoke: Invoke) -> None:
    text = invoke("facts", "apt-get", "install", "-y", "libpq-dev", "no-such-package").stdout
    assert "package libpq-dev\n  on Alpine  libpq-dev (verified)\n" in text
    assert "package no-such-package\n  on Alpine  not known\n" in text


def test_a_module_of_an_interpreter(invoke: Invoke) -> None:
    assert invoke("facts", "python3 -m pip install").stdout == invoke("facts", "pip install").stdout


def test_json_holds_the_same(invoke: Invoke) -> None:
    value = json.loads(invoke("facts", "apt-get install libpq-dev", "-f", "json").stdout)
    assert (value["version"], value["kind"], value["program"], value["subcommand"]) == (
        *(1, "command", "apt-get"),
        "install",
    )
    lists = next(each for each in value["caches"] if each["name"] == "apt-lists")
    assert (lists["needed"], lists["written"]) == (True, False)
    assert lists["cost"]["low"] < lists["cost"]["high"]
    assert value["packages"] == [
        {
            "name": "libpq-dev",
            "alpine": {"names": ["libpq-dev"], "status": "verified", "note": "postgresql-dev in older releases"},
        }
    ]
    assert {"title": "apt-get(8), apt 2.6.1", "kind": "manual", "date": "2026-11-24"} in value["sources"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("apt-gt install", "nothing is known of `apt-gt`; did you mean `apt-get`, `apt` or `apt-config`?"),
        ("apt-get instal", "nothing is known of `apt-get instal`; did you mean `install` or `reinstall`?"),
        ("npm ci --omitt", "`npm ci` has no flag `--omitt` that is known; did you mean `--omit` or `--otp`?"),
        ("npm ci express", "`express` is too much: ask for `npm ci`"),
        ("qqqqqqqqqqq", "nothing is known of `qqqqqqqqqqq`"),
    ],
)
def test_what_is_not_known(invoke: Invoke, words: str, message: str) -> None:
    result = invoke("facts", words)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"error: {message}\n")


def test_colours_are_asked_for(invoke: Invoke) -> None:
    assert "\x1b[" not in invoke("facts", "tar").stdout
    assert "\x1b[1mtar\x1b[0m" in invoke("facts", "--color", "tar").stdout


def test_no_color_and_columns(program: Program, environment: dict[str, str]) -> None:
    coloured = program("facts", "tar", env={**environment, "FORCE_COLOR": "1"}).stdout
    assert b"\x1b[" in coloured
    plain = program("facts", "tar", env={**environment, "FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "40"}).stdout
    assert b"\x1b[" not in plain
    assert max(len(line) for line in plain.decode().split("\n")) <= 40


def test_an_image(invoke: Invoke) -> None:
    lines = invoke("facts", "python:3.12-bookworm").stdout.split("\n")
    assert lines[0] == "python:3.12-bookworm"
    assert "  size          381 MB compressed, 1 GB unpacked; read from the image" in lines
    assert "  slim sibling  python:3.12-slim-bookworm" in lines
    assert "  docker-library/repo-info, layers of the images (source, 2026-09-29)" in lines


def test_an_image_as_json(invoke: Invoke) -> None:
    value = json.loads(invoke("facts", "-f", "json", "node:22-alpine").stdout)
    assert (value["kind"], value["family"], value["tag"], value["variant"]) == ("image", "node", "22-alpine", "alpine")
    assert value["users"] == [{"name": "node", "uid": 1000, "gid": 1000, "where": ""}]
    assert value["commands"]["bash"] is False
    assert value["size"]["compressed"] < value["size"]["unpacked"]


def test_a_tag_that_is_not_known_is_not_denied(invoke: Invoke) -> None:
    text = invoke("facts", "python:99").stdout
    assert "99, not in the list of tags; it may exist all the same" in text
    assert "  size         not known\n" in text


def test_a_program_goes_before_an_image_of_its_name(invoke: Invoke) -> None:
    assert "Runs a Python program" in invoke("facts", "python").stdout
    assert "compressed" in invoke("facts", "debian").stdout


def test_an_unknown_image(invoke: Invoke) -> None:
    result = invoke("facts", "pyhton:3.12")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: nothing is known of the image `pyhton:3.12`; did you mean `python`")


@pytest.mark.parametrize("words", ["sudo -E apt-get install", "env A=b apt-get install", "timeout 60 apt-get install"])
def test_a_call_behind_another_program(invoke: Invoke, words: str) -> None:
    assert invoke("facts", words).stdout.startswith("apt-get install\n")


def test_the_empty_image_has_no_tag(invoke: Invoke) -> None:
    assert invoke("facts", "scratch").stdout.startswith("scratch\n  no files\n")


def test_an_image_by_its_digest(invoke: Invoke) -> None:
    text = invoke("facts", "debian@sha256:abc").stdout
    assert "  tag      none: the digest decides\n  variant  not known\n" in text
