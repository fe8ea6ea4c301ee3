from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

import pytest

from slimmer.bench.history import Repository
from slimmer.bench.rebuilds import Replay, replayed
from slimmer.errors import InputError


def git(clone: Path, *words: str) -> str:
    who = ("-c", "user.name=me", "-c", "user.email=me@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, "-C", str(clone), *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    git(tmp_path, "init")
    return tmp_path


def commit(clone: Path, **files: str | None) -> str:
    """Write files (`app__x` is app/x), or remove them, and commit."""
    for name, content in files.items():
        path = clone / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True, parents=True)
        if content is None:
            path.unlink()
        else:
            path.write_text(content)
    git(clone, "add", "--all")
    git(clone, "commit", "--allow-empty", "-m", "x")
    return git(clone, "rev-parse", "HEAD")


def test_the_first_parents_alone_are_followed(clone: Path) -> None:
    first = commit(clone, a="1")
    git(clone, "checkout", "-b", "side")
    commit(clone, b="1")
    git(clone, "checkout", "main")
    second = commit(clone, a="2")
    git(clone, "merge", "side", "-m", "merge")
    merge = git(clone, "rev-parse", "HEAD")
    repository = Repository(clone)
    assert repository.commits(10) == (first, second, merge)
    assert repository.commits(2) == (second, merge)
    assert repository.commits(10, "side")[0] == first
    assert repository.snapshot(merge).files.keys() == {"a", "b"}


def test_a_build_context_below_the_repository(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    at = commit(clone, app__x="1", app__deep__y="2", other="3", application__z="4")
    repository = Repository(clone, "app")
    snapshot = repository.snapshot(at)
    assert snapshot.files.keys() == {"x", "deep/y"}
    assert (repository.read(snapshot, "deep/y"), repository.read(snapshot, "none")) == (b"2", None)
    out = tmp_path_factory.mktemp("out") / "context.tar"
    repository.archive(at, out)
    with tarfile.open(out) as archive:
        assert {each.name for each in archive if each.isfile()} == {"x", "deep/y"}


def test_commits_that_touch_the_build_context_alone(clone: Path) -> None:
    first = commit(clone, app__x="1")
    commit(clone, other="1")
    third = commit(clone, app__x="2", other="2")
    repository = Repository(clone, "app")
    assert repository.commits(9, touching=True) == (first, third)
    assert len(repository.commits(9)) == 3


def test_what_git_cannot_read_is_an_error_with_its_words(clone: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="git log failed"):
        Repository(tmp_path / "none").commits(1)
    commit(clone, a="1")
    with pytest.raises(InputError, match="git log failed"):
        Repository(clone).commits(1, "--output=/tmp/never")


def test_a_history_is_replayed(clone: Path) -> None:
    commit(clone, readme="1")  # no Dockerfile yet: not a build
    commit(clone, Dockerfile="FROM a\nCOPY list .\nRUN install\nCOPY src src\nRUN make\n", list="1", src__x="1")
    commit(clone, readme="2")
    commit(clone, src__x="2")
    commit(clone, src__x="1", readme="3")
    commit(clone, src__x=None, src__y="1")
    commit(clone, list="2")
    repository = Repository(clone)
    again = [len(each) for each in replayed(Replay(repository).builds(repository.commits(10)))]
    assert again == [5, 0, 2, 0, 2, 4]


def test_a_checkout_brings_its_git_folder_unless_it_is_left_out(clone: Path) -> None:
    commit(clone, Dockerfile="FROM a\nCOPY . .\n")
    commit(clone, Dockerfile="FROM a\nCOPY . .\n")
    repository = Repository(clone)
    commits = repository.commits(10)
    assert [len(each) for each in replayed(Replay(repository).builds(commits))] == [2, 1]
    assert [len(each) for each in replayed(Replay(repository, vcs=False).builds(commits))] == [2, 0]
    (clone / ".dockerignore").write_text(".git\n")
    commit(clone)
    commit(clone)
    assert [len(each) for each in replayed(Replay(repository).builds(repository.commits(2)))] == [2, 0]


def test_an_edition_of_each_dockerfile_is_replayed(clone: Path) -> None:
    commit(clone, Dockerfile="FROM a\nCOPY . .\n")
    replay = Replay(Repository(clone), edition=lambda text: text.replace("FROM a", "FROM b"))
    (build,) = replay.builds(replay.repository.commits(1))
    assert build.steps[0].text == "FROM b"
