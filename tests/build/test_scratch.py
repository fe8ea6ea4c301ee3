from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from slimmer.build.scratch import scratch


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_ours_and_gone_afterwards(place: Path) -> None:
    with scratch("test") as folder, scratch("test") as other:
        assert folder != other
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "inside").mkdir()
        (folder / "inside" / "file").write_text("x")
    assert list(place.iterdir()) == []


def test_it_is_gone_when_ctrl_c_comes_while_it_is_made(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Path.mkdir

    def interrupted(self: Path, mode: int = 0o777) -> None:
        make(self, mode)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "mkdir", interrupted)
    with pytest.raises(KeyboardInterrupt), scratch("test"):
        pass
    assert list(place.iterdir()) == []
