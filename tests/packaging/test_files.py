"""The wheel and the sdist hold the files of the tree, no more and no fewer."""

from __future__ import annotations

import email
import json
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, Built, only, run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]

RUN_TIME = {
    *(
        "click",
        "docker",
        "dockerfile-parse",
        "jinja2",
        "lark",
        "packaging",
        "pathspec",
        "platformdirs",
        "pyyaml",
        "rich",
    ),
}


def in_wheel(built: Built) -> set[str]:
    return files_of(built.wheel)


def files_of(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as wheel:
        return {name for name in wheel.namelist() if not name.endswith("/")}


def expected_in_wheel(files: set[str]) -> set[str]:
    """All of the three package folders, two of them below slimmer/, and a table for each grammar."""
    packaged = {name for name in files if name.startswith("slimmer/")}
    packaged |= {f"slimmer/{name}" for name in files if name.startswith(("grammars/", "transforms/"))}
    return packaged | {name.removesuffix(".lark") + ".tables" for name in packaged if name.endswith(".lark")}


def test_wheel_holds_the_tree(built: Built) -> None:
    found = {name for name in in_wheel(built) if ".dist-info/" not in name}
    assert found == expected_in_wheel(built.files)
    assert {"slimmer/py.typed", "slimmer/transforms/__init__.py"} <= found
    assert any(name.endswith(".tables") for name in found)


def test_sdist_holds_the_tree(built: Built) -> None:
    with tarfile.open(built.sdist) as sdist:
        names = {member.name.partition("/")[2] for member in sdist if member.isfile()}
    generated = {"PKG-INFO", "setup.cfg"} | {name for name in names if name.startswith("slimmer.egg-info/")}
    assert names - generated == built.files


def test_pip_makes_the_same_wheel_of_the_sdist(built: Built, tmp_path: Path) -> None:
    """As `pip install` of an sdist or a repository does: what the build needs is in a place of pip's own."""
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    pip = (tmp_path / "venv" / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet")
    run(*pip, "--no-deps", "--wheel-dir", tmp_path / "dist", built.sdist, cwd=tmp_path)
    assert files_of(only(tmp_path / "dist", "*.whl")) == in_wheel(built)


def test_tables_are_of_the_shipped_grammars(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        for name in sorted(in_wheel(built)):
            if name.endswith(".lark"):
                tables = json.loads(wheel.read(name.removesuffix(".lark") + ".tables"))
                assert tables["grammar"] == wheel.read(name).decode()


def test_metadata(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        (folder,) = {name.partition("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
        metadata = email.message_from_bytes(wheel.read(f"{folder}/METADATA"))
        entry_points = wheel.read(f"{folder}/entry_points.txt").decode()
    required = {line.partition(">")[0].partition("<")[0] for line in metadata.get_all("Requires-Dist", [])}
    assert required == RUN_TIME
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert "[slimmer.transforms]\nbuiltin = slimmer.transforms\n" in entry_points
    assert "slimmer = slimmer.__main__:main" in entry_points


@pytest.mark.parametrize("name", ["run", "dev"])
def test_pins_have_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    assert "/" not in text
    assert "@" not in text
    pins = text.replace("\\\n", "").splitlines()
    assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert {pin.partition("==")[0] for pin in pins} >= RUN_TIME
