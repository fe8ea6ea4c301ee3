"""Reading a build context from a folder: what is there, what is not told, and never anything outside."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from slimmer.model import folder
from slimmer.model.context import Context
from slimmer.model.folder import Folder, context_of

Make = Callable[[Mapping[str, bytes]], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a folder of files."""

    def build(files: Mapping[str, bytes]) -> Path:
        root = tmp_path / "context"
        root.mkdir()
        for name, data in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        return root

    return build


def test_nothing_is_looked_at_before_it_is_asked(tmp_path: Path) -> None:
    context = context_of(tmp_path)
    (tmp_path / "late").write_bytes(b"x")
    assert context.names == ("late",)


def test_names_and_texts(make: Make) -> None:
    context = context_of(make({"a": b"1", "b/c": b"2", ".hidden/d": b"3", "Dockerfile": b"FROM a\n"}))
    assert context.names == (".hidden/d", "Dockerfile", "a", "b/c")
    assert context.read("b/c") == "2"
    assert context.is_whole


def test_dockerignore(make: Make) -> None:
    context = context_of(make({".dockerignore": b"*\n!b/c\n!e\n", "a": b"", "b/c": b"", "b/d": b"", "e/f/g": b""}))
    assert context.names == ("b/c", "e/f/g")
    assert not context.has("a")
    assert context.read("a") is None
    assert context.is_whole


def test_an_empty_folder_is_one(make: Make) -> None:
    root = make({})
    (root / "a/b").mkdir(parents=True)
    assert context_of(root).listing.folders == {"a", "a/b"}


@pytest.mark.parametrize("own", [b"b\n", b""])
def test_the_file_named_for_the_dockerfile_goes_before(make: Make, own: bytes) -> None:
    root = make({".dockerignore": b"a\n", "a": b"", "b": b"", "x/app.Dockerfile": b""})
    dockerfile = root / "x/app.Dockerfile"
    dockerfile.with_name("app.Dockerfile.dockerignore").write_bytes(own)
    context = context_of(root, dockerfile)
    assert context.has("a")
    assert context.has("b") == (not own)
    assert not context_of(root, root / "x/other").has("a")


def test_a_pattern_that_is_not_read_is_a_problem(make: Make) -> None:
    context = context_of(make({".dockerignore": b"a\n[b\n", "a": b"", "c": b""}))
    (problem,) = context.problems
    assert problem.startswith(".dockerignore, line 2: the pattern `[b` has a `[` without its `]`")
    assert context.names == (".dockerignore", "c")


def test_links_stay_inside(make: Make, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"outside")
    root = make({"real/a": b"inside"})
    for name, target in {
        "out": "../secret",
        "absolute": str(tmp_path / "secret"),
        "folder-out": "..",
        "in": "real/a",
        "rooted": "/real/a",
        "folder": "real",
        "loop": ".",
        "broken": "gone",
    }.items():
        (root / name).symlink_to(target)
    context = context_of(root)
    assert context.names == ("absolute", "broken", "in", "out", "real/a", "rooted")
    assert context.read("in") == context.read("rooted") == context.read("folder/a") == "inside"
    assert context.read("loop/loop/folder/a") == "inside"
    for outside in ("out", "absolute", "folder-out/secret", "../secret", "/../secret", str(tmp_path / "secret")):
        assert context.read(outside) is None
    assert context.unread("out") == "out is a link that leads to no file"
    assert context.is_whole


def test_a_link_to_a_file_that_is_left_out(make: Make) -> None:
    root = make({".dockerignore": b"a\n", "a": b"x"})
    (root / "b").symlink_to("a")
    context = context_of(root)
    assert context.has("b")
    assert context.read("b") is None


def test_dockerignore_may_be_a_link_but_not_to_the_outside(make: Make, tmp_path: Path) -> None:
    root = make({"ignored": b"a\n", "a": b""})
    (root / ".dockerignore").symlink_to("ignored")
    assert not context_of(root).has("a")
    (tmp_path / "outside").write_bytes(b"a\n")
    (root / ".dockerignore").unlink()
    (root / ".dockerignore").symlink_to("../outside")
    assert context_of(root).problems == (".dockerignore is a link to the outside",)


def test_strange_names(make: Make) -> None:
    root = make({"a\nb": b"1", " ": b"2", "-rf": b"3", "..a": b"4"})
    Path(os.fsdecode(os.fsencode(root) + b"/\xff\xfe")).write_bytes(b"5")
    context = context_of(root)
    assert [context.read(name) for name in context.names] == ["2", "3", "4", "1", "5"]
    assert context.is_whole


def test_special_files_are_not_opened(make: Make) -> None:
    root = make({"a": b""})
    os.mkfifo(root / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(root)
        listener.bind("socket")
        assert context_of(root).names == ("a",)
    os.mkfifo(root / ".dockerignore")
    assert context_of(root).problems == (".dockerignore is no regular file",)


@pytest.mark.parametrize("ignored", [False, True])
def test_a_folder_that_cannot_be_searched(make: Make, monkeypatch: pytest.MonkeyPatch, ignored: bool) -> None:
    root = make({"a": b"", "closed/b": b"", ".dockerignore": b"closed\n!c*/x\n" if ignored else b""})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    expected = () if ignored else ("the folder closed cannot be searched: Permission denied",)
    assert context_of(root).problems == expected


def test_a_file_that_is_too_large(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_BYTES", 3_000_000)
    context = context_of(make({"fits": b"x" * 3_000_000, "not": b"x" * 3_000_001}))
    assert context.unread("fits") is None
    assert context.has("not")
    assert context.read("not") is None
    assert context.unread("not") == "not has more than 3 MB"
    assert context.size("not") == 3_000_001


def test_a_file_that_is_gone_when_it_is_read(make: Make) -> None:
    root = make({"a": b""})
    context = context_of(root)
    assert context.has("a")
    (root / "a").unlink()
    assert context.unread("a") == "a cannot be read: No such file or directory"
    (root / "a").symlink_to("/etc/passwd")
    assert context.read("a") is None


def test_too_many_files(make: Make) -> None:
    root = make({f"{number}": b"" for number in range(30)})
    few = Context(Folder(root, _limits=(20, 10**9)))
    assert len(few.names) <= 20
    assert few.problems == ("the build context holds more files than slimmer looks at",)
    assert Context(Folder(root, _limits=(30, 10**9))).is_whole
    (root / ".dockerignore").write_bytes(b"x\n" * 10)
    assert not Context(Folder(root, _limits=(100, 200))).is_whole


@pytest.mark.slow
def test_500_000_files(tmp_path: Path) -> None:
    (tmp_path / ".dockerignore").write_bytes(b"**/*.log\n.git\n**/node_modules\n")
    for number in range(500):
        below = tmp_path / f"{number}"
        below.mkdir()
        for inner in range(1_000):
            os.close(os.open(f"{below}/{inner}", os.O_CREAT | os.O_WRONLY))
    begun = time.process_time()
    context = context_of(tmp_path)
    assert len(context.names) == 500_001
    assert context.is_whole
    assert time.process_time() - begun < 30
