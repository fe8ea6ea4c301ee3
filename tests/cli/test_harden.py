"""`slimmer harden`: what is printed, and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from slimmer.build import Builder
from slimmer.cli.main import cli

DOCKERFILE = 'FROM debian:bookworm-slim\nCMD ["sh", "-c", "echo x > /tmp/x && cat /tmp/x"]\n'


def harden(*words: str, environment: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(cli, ["harden", *words], env=environment or {"PATH": "/nowhere"})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("./none",), "cannot be read"),
        (("/none/Dockerfile",), "cannot be read"),
        (("image:1", "--context", "."), "an image has no build context"),
        ((".", "--memory", "much"), "--memory much"),
        ((".", "--memory", "1m"), "at least 6m"),
        ((".", "--build-arg", "x"), "give NAME=VALUE"),
        ((".", "--smoke", "none.toml"), "cannot be read"),
        ((".", "--context", "none"), "is no folder"),
        ((".", "--pids-limit", "0"), "pids-limit"),
    ],
)
def test_wrong_usage_is_told(
    words: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    done = harden(*words)
    assert done.exit_code == 2, done.output
    assert message in done.output


def test_without_an_engine_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    done = harden(str(tmp_path))
    assert (done.exit_code, done.stdout) == (3, "")
    assert "nothing to build images with" in done.stderr


def test_a_case_file_with_a_wrong_key_is_no_smoke_test(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    (tmp_path / "case.toml").write_text("[smoke]\nexits = 0\n")
    done = harden(str(tmp_path))
    assert done.exit_code == 2
    assert "unknown key `exits`" in done.stderr


@pytest.mark.docker
@pytest.mark.xdist_group("docker")
def test_the_command_and_the_fragment_that_passed_are_printed(builder: Builder, tmp_path: Path) -> None:
    folder = tmp_path / "My App"
    folder.mkdir()
    (folder / "Dockerfile").write_text(DOCKERFILE)
    (folder / "case.toml").write_text('[smoke]\nexit = 0\noutput = "x"\n')
    done = harden(str(folder), "--memory", "32m", environment=dict(builder.environment))
    assert done.exit_code == 0, done.output
    command, _, fragment = done.stdout.partition("\n\n")
    assert command.endswith(" --memory 32m --tmpfs /tmp:mode=1777 --network none my-app")
    assert yaml.safe_load(fragment)["services"]["my-app"]["tmpfs"] == ["/tmp:mode=1777"]


@pytest.mark.docker
@pytest.mark.xdist_group("docker")
def test_an_image_and_what_stops_it(builder: Builder) -> None:
    environment = dict(builder.environment)
    done = harden("debian:bookworm-slim", "-q", environment=environment)
    assert done.exit_code == 0, done.output
    assert done.stdout.rstrip().partition("\n\n")[0].endswith(" debian:bookworm-slim")
    done = harden("debian:no-such-tag", environment=environment)
    assert (done.exit_code, done.stdout) == (3, "")
