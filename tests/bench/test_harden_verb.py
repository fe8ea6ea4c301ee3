"""`slimmer harden` with an engine: what is printed, and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from slimmer.build import Builder
from slimmer.cli.commands import cli

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("docker")]

DOCKERFILE = 'FROM debian:bookworm-slim\nCMD ["sh", "-c", "echo x > /tmp/x && cat /tmp/x"]\n'


def harden(builder: Builder, *words: str) -> Result:
    return CliRunner().invoke(cli, ["harden", *words], env=dict(builder.environment))


def test_the_command_and_the_fragment_that_passed_are_printed(builder: Builder, tmp_path: Path) -> None:
    folder = tmp_path / "My App"
    folder.mkdir()
    (folder / "Dockerfile").write_text(DOCKERFILE)
    (folder / "case.toml").write_text('[smoke]\nexit = 0\noutput = "x"\n')
    done = harden(builder, str(folder), "--memory", "32m")
    assert done.exit_code == 0, done.output
    command, _, fragment = done.stdout.partition("\n\n")
    assert command.endswith(" --memory 32m --tmpfs /tmp:mode=1777 --network none my-app")
    assert yaml.safe_load(fragment)["services"]["my-app"]["tmpfs"] == ["/tmp:mode=1777"]


def test_an_image_and_what_stops_it(builder: Builder) -> None:
    done = harden(builder, "debian:bookworm-slim", "-q")
    assert done.exit_code == 0, done.output
    assert done.stdout.rstrip().partition("\n\n")[0].endswith(" debian:bookworm-slim")
    done = harden(builder, "debian:no-such-tag")
    assert (done.exit_code, done.stdout) == (3, "")
