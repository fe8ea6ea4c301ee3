from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from slimmer.bench import apps, suites
from slimmer.bench.git import CloneError
from slimmer.bench.modelling import History
from slimmer.errors import UsageError


def git(folder: Path, *arguments: str) -> str:
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    run = subprocess.run(
        ["git", "-C", folder, *arguments], env={**os.environ, **names}, check=True, capture_output=True, text=True
    )
    return run.stdout.strip()


def commit(repository: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "more")
    return git(repository, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    return folder


@pytest.fixture
def first(repository: Path) -> str:
    files = {"web/Dockerfile": "FROM scratch\n", "web/run.sh": "#!/bin/sh\n", "other/x": "", "by-hand": "FROM a\n"}
    (repository / "web").mkdir()
    (repository / "web" / "link").symlink_to("run.sh")
    (repository / "web" / "run.sh").write_text("")
    (repository / "web" / "run.sh").chmod(0o755)
    return commit(repository, files)


def named(tmp_path: Path, text: str) -> apps.App:
    (tmp_path / "apps.toml").write_text(text)
    (app,) = apps.read_apps(tmp_path / "apps.toml")
    return app


def text(commit: str, more: str = "", repo: str = "some/one") -> str:
    return f'[[app]]\nid = "one"\nrepo = "{repo}"\ncommit = "{commit}"\ncontext = "web"\n{more}'


@pytest.mark.parametrize("place", ["some+one", "some/one", "some+one.git", "some/one.git", "some+one/repo"])
@pytest.mark.parametrize("bare", [True, False])
def test_a_clone_is_found_and_checked_out(
    tmp_path: Path, repository: Path, first: str, place: str, *, bare: bool
) -> None:
    commit(repository, {"web/Dockerfile": "FROM later\n"})
    clones = tmp_path / "clones"
    git(tmp_path, "clone", "--quiet", *(["--bare"] if bare else []), str(repository), str(clones / place))
    before = sorted(clones.rglob("*"))
    app = named(tmp_path, text(first, 'ideal = "by-hand"\n'))
    with app.fetched(clones) as (case, history):
        assert (case.name, case.title) == ("one", "some/one")
        assert case.dockerfile.read_text() == "FROM scratch\n"
        assert case.dockerfile.parent == case.context
        assert sorted(each.name for each in case.context.iterdir()) == ["Dockerfile", "link", "run.sh"]
        assert os.access(case.context / "run.sh", os.X_OK)
        assert (case.context / "link").readlink() == Path("run.sh")
        assert not (case.context.parent / "other").exists()
        assert case.ideal is not None
        assert case.ideal.read_text() == "FROM a\n"
        assert (history.folder, history.last) == ("web", first)
        assert f"some/one at {first}" in case.notes
        folder = case.context
    assert not folder.exists()
    assert sorted(clones.rglob("*")) == before


def test_the_file_by_hand_may_be_of_another_commit(tmp_path: Path, repository: Path, first: str) -> None:
    later = commit(repository, {"web/Dockerfile": "FROM later\n"})
    more = f'ideal = "web/Dockerfile"\nideal_commit = "{later}"\nideal_port = 80\n'
    app = named(tmp_path, text(first, more, "some/origin"))
    repository.rename(tmp_path / "some+origin")
    with app.fetched(tmp_path) as (case, _):
        assert case.ideal is not None
        assert (case.dockerfile.read_text(), case.ideal.read_text()) == ("FROM scratch\n", "FROM later\n")
        assert case.ideal_port == 80


def test_without_clones_it_is_cloned_once_and_fetched_from(
    tmp_path: Path, repository: Path, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    with named(tmp_path, text(first, repo=str(repository))).fetched(None) as (case, _):
        assert case.dockerfile.read_text() == "FROM scratch\n"
    (place,) = (tmp_path / "cache" / "slimmer" / "clones").iterdir()
    later = commit(repository, {"web/Dockerfile": "FROM later\n"})
    with named(tmp_path, text(later, repo=str(repository))).fetched(None) as (case, _):
        assert case.dockerfile.read_text() == "FROM later\n"
    assert list((tmp_path / "cache" / "slimmer" / "clones").iterdir()) == [place]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("some/one", "some/two", "holds no clone of some/two"),
        ('commit = "', 'commit = "0', "holds no commit 0"),
        ("context", 'dockerfile = "web/Containerfile"\ncontext', "web/Containerfile"),
        ("context", 'ideal = "no"\nideal_commit = "main"\ncontext', "no at main"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_told(
    tmp_path: Path, repository: Path, first: str, old: str, new: str, message: str
) -> None:
    repository.rename(tmp_path / "some+one")
    app = named(tmp_path, text(first).replace(old, new))
    with pytest.raises(CloneError, match=message), app.fetched(tmp_path):
        pass


def test_what_cannot_be_cloned_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    app = named(tmp_path, text("0" * 40, repo=str(tmp_path / "nowhere")))
    with pytest.raises(CloneError, match="nowhere"), app.fetched(None):
        pass
    assert list((tmp_path / "cache" / "slimmer" / "clones").iterdir()) == []


@pytest.mark.parametrize(
    ("more", "line", "message"),
    [
        ('smoek = 1\n', 6, "unknown key `smoek`"), ('source = 1\n', 6, "`source` must be text"),
        ('dockerfile = "../x"\n', 6, "must be a path in the repository"), ("[app.smoke]\nprot = 1\n", 7, "`prot`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, more: str, line: int, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        named(tmp_path, text("0" * 40, more))
    assert str(caught.value).startswith(f"{tmp_path / 'apps.toml'}:{line}")
    (tmp_path / "apps.toml").write_text(text("0" * 40) + "\n" + text("0" * 40, more))
    with pytest.raises(UsageError) as caught:
        apps.read_apps(tmp_path / "apps.toml")
    assert str(caught.value).startswith(f"{tmp_path / 'apps.toml'}:{line + 6}")


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "names no application"), ("app = 1\n", "`app` must be"), ('[[app]]\nid = "a"\n', "lacks repo, commit")],
)
def test_a_file_that_names_none(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "apps.toml").write_text(content)
    with pytest.raises(UsageError, match=message):
        suites.find([str(tmp_path / "apps.toml")], [])


def test_applications_are_entries_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "apps.toml").write_text(text("0" * 40))
    assert [each.name for each in suites.find([str(tmp_path / "apps.toml")], [])] == ["one"]


def test_the_history_of_a_context_is_that_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "clone" / "web").mkdir(parents=True)
    clone = tmp_path / "clone"
    assert History.of(clone, clone / "web") == History(clone, "web")
    assert History.of(clone, clone) == History(clone)
    assert History.of(clone, tmp_path) == History(clone)
