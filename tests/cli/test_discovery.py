"""Which files paths on the command line mean."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from slimmer.cli.discovery import Found, discover, is_dockerfile
from slimmer.cli.ignored import Ignored


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return tmp_path


def make(*names: str, text: str = "FROM a\n") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")


def find(*paths: str) -> Found:
    return discover(paths, lambda _path: False)


@pytest.mark.parametrize(
    "name",
    ["Dockerfile", "Containerfile", "Dockerfile.prod", "web.Dockerfile", "web.dockerfile", "Dockerfile.Dockerfile"],
)
def test_names_taken(name: str) -> None:
    assert is_dockerfile(name)


@pytest.mark.parametrize(
    "name",
    [
        *("dockerfile", "Dockerfile.dockerignore", "web.Dockerfile.dockerignore", "Dockerfile~", "Dockerfile.bak"),
        *("Dockerfile.orig", "Dockerfile.rej", "Dockerfile.swp", ".Dockerfile.swp", ".#web.Dockerfile", "README.md"),
        *("Dockerfiles", "MyDockerfile", "Dockerfile-old", "Dockerfile.prod~", "Containerfile.x"),
    ],
)
def test_names_not_taken(name: str) -> None:
    assert not is_dockerfile(name)


def test_folders_are_searched_sorted_and_depth_first() -> None:
    make("b/Dockerfile", "a/z/Dockerfile", "a/Dockerfile", "Dockerfile", "a/README.md", "b.dockerfile")
    assert find(".").files == ("Dockerfile", "b.dockerfile", "a/Dockerfile", "a/z/Dockerfile", "b/Dockerfile")


def test_files_are_taken_whatever_their_name_and_in_their_order() -> None:
    make("x.txt", "Dockerfile")
    assert find("x.txt", "./Dockerfile", "gone").files == ("x.txt", "Dockerfile", "gone")


def test_each_file_once() -> None:
    make("a/Dockerfile")
    absolute = str(Path("a/Dockerfile").absolute())
    assert find("a", "a/Dockerfile", "./a/../a/Dockerfile", absolute, ".").files == ("a/Dockerfile",)


def test_paths_are_shown_relative_to_the_working_folder(here: Path) -> None:
    make("a/Dockerfile")
    assert find(str(here)).files == ("a/Dockerfile",)
    os.chdir("a")
    assert find(str(here / "a")).files == ("Dockerfile",)
    assert find("..").files == ("../a/Dockerfile",)


def test_standard_input_by_its_names() -> None:
    assert find("-", "/dev/stdin", "/dev/fd/0").files == ("-",)


def test_an_empty_argument_is_told_and_the_others_go_on() -> None:
    make("Dockerfile")
    found = find("", "Dockerfile")
    assert found.files == ("Dockerfile",)
    assert [str(error) for error in found.errors] == [
        "'': an empty argument names no file; is it a variable that is not set?"
    ]


def test_git_folder_is_never_entered() -> None:
    make(".git/Dockerfile", "sub/.git/Dockerfile", "Dockerfile")
    assert find(".").files == ("Dockerfile",)


def test_folder_without_dockerfiles_is_an_error() -> None:
    make("empty/README.md", "full/Dockerfile")
    found = find("full", "empty")
    assert found.files == ("full/Dockerfile",)
    (error,) = found.errors
    assert str(error).startswith("empty: holds no file named Dockerfile")


def test_folder_where_all_is_excluded_is_an_error() -> None:
    make("a/Dockerfile")
    found = discover(["a"], lambda path: path == "a/Dockerfile")
    assert (found.files, len(found.errors)) == ((), 1)


def test_links_to_folders_are_not_followed() -> None:
    make("a/Dockerfile")
    Path("a/loop").symlink_to(".", target_is_directory=True)
    Path("b").symlink_to("a", target_is_directory=True)
    Path("Dockerfile.d").symlink_to("a", target_is_directory=True)
    assert find(".").files == ("a/Dockerfile",)
    assert find("b").files == ("b/Dockerfile",)


def test_links_to_themselves_are_left_to_the_reader() -> None:
    Path("Dockerfile").symlink_to("Dockerfile")
    assert find(".").files == ("Dockerfile",)


def test_a_link_to_a_file_of_the_run_is_dropped() -> None:
    make("docker/Dockerfile.prod", "outside")
    Path("Dockerfile").symlink_to("docker/Dockerfile.prod")
    Path("a.dockerfile").symlink_to("outside")
    Path("b.dockerfile").symlink_to("outside")
    assert find(".").files == ("a.dockerfile", "docker/Dockerfile.prod")


def test_broken_links_and_strange_files_are_left_to_the_reader() -> None:
    Path("Dockerfile").symlink_to("gone")
    os.mkfifo("Containerfile")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("Dockerfile.s")
        assert find(".").files == ("Containerfile", "Dockerfile", "Dockerfile.s")


def test_a_folder_that_cannot_be_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a/Dockerfile", "b/Dockerfile")
    real = os.scandir

    def scandir(folder: str) -> object:
        if folder == "./a":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find(".")
    assert found.files == ("b/Dockerfile",)
    assert [str(error) for error in found.errors] == ["a: cannot be searched: Permission denied"]


def test_names_that_are_not_utf_8() -> None:
    name = os.fsdecode(b"caf\xe9.Dockerfile")
    make(name)
    assert find(".").files == (name,)


PATTERNS = {
    ".gitignore": (
        "build/\n*.dockerfile\n!keep.dockerfile\n/top/Dockerfile\n# comment\n\nsp\\ ace/\n**/deep/x.Dockerfile\n"
    ),
    "a/.gitignore": "!b.dockerfile\n/Dockerfile\nsub\n",
    "c/.gitignore": "*\n!Dockerfile\n",
}
FILES = [
    *("Dockerfile", "b.dockerfile", "keep.dockerfile", "top/Dockerfile", "x/top/Dockerfile", "build/Dockerfile"),
    *("x/build/Dockerfile", "a/Dockerfile", "a/b.dockerfile", "a/n/Dockerfile", "a/sub/Dockerfile", "c/Dockerfile"),
    *("c/d/Dockerfile", "c/x.Dockerfile", "sp ace/Dockerfile", "q/deep/x.Dockerfile", "hidden/Dockerfile"),
]


@pytest.fixture
def repository(here: Path) -> Path:
    subprocess.run(["git", "init", "-q", "."], check=True)
    make(*FILES)
    for name, text in PATTERNS.items():
        make(name, text=text)
    with Path(".git/info/exclude").open("a", encoding="utf-8") as exclude:
        exclude.write("hidden/\n")
    return here


def ignored_by_git(files: list[str]) -> set[str]:
    asked = subprocess.run(
        ["git", "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(files),
        text=True,
        capture_output=True,
        check=False,
    )
    assert asked.returncode in (0, 1), asked.stderr
    return set(asked.stdout.split("\0")) - {""}


@pytest.mark.usefixtures("repository")
def test_what_git_ignores_is_not_found() -> None:
    expected = set(FILES) - ignored_by_git(FILES)
    assert expected < set(FILES)
    assert set(find(".").files) == expected


@pytest.mark.usefixtures("repository")
def test_rules_of_parents_count_in_a_folder_of_the_repository() -> None:
    below = [name for name in FILES if name.startswith("a/")]
    assert set(find("a").files) == set(below) - ignored_by_git(below)


@pytest.mark.usefixtures("repository")
def test_given_paths_are_taken_although_git_ignores_them() -> None:
    assert find("build/Dockerfile").files == ("build/Dockerfile",)
    assert find("build").files == ("build/Dockerfile",)


@pytest.mark.usefixtures("repository")
def test_exclude_file_of_a_linked_work_tree(tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    subprocess.run([*git, "worktree", "add", "-q", "linked"], check=True)
    make("linked/hidden/Dockerfile", "linked/Dockerfile")
    assert find(str(tmp_path / "linked")).files == ("linked/Dockerfile",)


def test_gitignore_counts_without_a_repository() -> None:
    make("a/Dockerfile", "b/Dockerfile")
    make(".gitignore", text="b/\n")
    assert find(".").files == ("a/Dockerfile",)


def test_pathspec_is_imported_only_for_patterns(here: Path) -> None:
    make(".gitignore", text="# nothing\n\n")
    assert Ignored.at(here).rules == ()
