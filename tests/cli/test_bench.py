"""What `slimmer bench` says before anything is built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    def made(text: str) -> Path:
        context = tmp_path / "one" / "context"
        context.mkdir(parents=True)
        (context / "Dockerfile").write_text("FROM scratch\n")
        (tmp_path / "one" / "case.toml").write_text(text)
        return tmp_path / "one"

    return made


def test_a_wrong_key_is_told_with_its_line(invoke: Invoke, make: Callable[[str], Path]) -> None:
    make('title = "x"\nsmoek = 1\n')
    result = invoke("bench", "one", "-o", "results")
    assert result.exit_code == 2
    assert "one/case.toml:2: unknown key `smoek`; did you mean `smoke`" in result.stderr
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no case is named"),
        (["elsewhere"], "no case"),
        (["one", "--case", "two"], "no case is called two"),
        (["one", "--states", "cold,hot"], "--states hot: there are cold, warm, source, manifest"),
        (["one", "--states", "none,cold"], "no other state"),
        (["one", "--repeats", "0"], "--repeats"),
        (["one", "--clones", "nowhere"], "--clones"),
        (["one", "--select", "no-such-transform"], "no-such-transform"),
        (["one", "-f", "pdf"], "pdf"),
        (["one", "-o", "one"], "one: cannot be written"),
    ],
)  # fmt: skip
def test_wrong_usage(invoke: Invoke, make: Callable[[str], Path], arguments: list[str], message: str) -> None:
    make("")
    result = invoke("bench", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_no_engine(
    invoke: Invoke, make: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("")
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    result = invoke("bench", "one", "-o", "results")
    assert result.exit_code == 3
    assert "docker is not installed" in result.stderr
    assert "buildctl is not installed" in result.stderr
    assert not Path("results").exists()
