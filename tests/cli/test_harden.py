"""`slimmer harden`: usage and exit codes, without an engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from slimmer.cli.commands import cli

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
