"""The files around a Dockerfile that may run its containers."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from slimmer.model.callers import LARGEST, Callers, tells


def texts(root: Path, *files: str, dockerfile: str = "a/b/Dockerfile") -> list[str]:
    for name in (*files, dockerfile):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return list(Callers(root / dockerfile).texts)


def test_from_the_folder_up_to_the_top_of_the_repository(tmp_path: Path) -> None:
    assert texts(
        tmp_path / "repo",
        *(
            ".git/HEAD",
            ".travis.yml",
            ".github/workflows/ci.yml",
            "a/Makefile",
            "a/b/k8s/base/job.yaml",
            "a/c/Makefile",
        ),
        *("a/b/deep/Makefile", "../Makefile", "README.md", "a/b/Dockerfile.test"),
    ) == ["a/b/Dockerfile.test", "a/b/k8s/base/job.yaml", "a/Makefile", ".travis.yml", ".github/workflows/ci.yml"]


def test_outside_of_a_repository_its_own_folder_counts(tmp_path: Path) -> None:
    assert texts(tmp_path, "Makefile", "a/b/Makefile") == ["Makefile"]


def test_links_and_large_files_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "Makefile").symlink_to("/etc/hostname")
    (tmp_path / "run.sh").write_bytes(b"#" * (LARGEST + 1))
    os.mkfifo(tmp_path / "fifo.sh")
    assert texts(tmp_path, dockerfile="Dockerfile") == []


def test_a_file_that_another_one_names_is_read_below_the_top_alone(tmp_path: Path) -> None:
    texts(tmp_path / "repo", ".git/HEAD", "hack/rules.mk", "../outside.mk")
    (tmp_path / "repo/link").symlink_to(tmp_path)
    callers = Callers(tmp_path / "repo/a/b/Dockerfile")
    assert callers.read("hack/rules.mk") == "hack/rules.mk"
    assert [callers.read(each) for each in ("../outside.mk", "link/outside.mk", "hack/none.mk", "hack")] == [None] * 4


def test_another_process_reads_for_itself(tmp_path: Path) -> None:
    callers = Callers(tmp_path / "Dockerfile")
    assert not callers.texts
    assert pickle.loads(pickle.dumps(callers)).dockerfile == callers.dockerfile


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Makefile", True),
        ("a/b/Jenkinsfile", True),
        (".github/workflows/x.yml", True),
        ("k8s/x.yaml", True),
        ("charts/app/templates/x.yaml", True),
        ("locales/de.yaml", False),
        ("docker/Dockerfile.test", True),
        ("test.Dockerfile", True),
        ("dockerfile.md", False),
        ("server.js", False),
    ],
)
def test_which_files_tell(path: str, *, expected: bool) -> None:
    assert tells(path) == expected
