"""Where a folder in memory may be laid over an image: never where it hides what is needed."""

from __future__ import annotations

import hashlib

import pytest

from slimmer.bench.room import needed, room, rooms
from slimmer.build.files import Entry, FileSystem


def entry(path: str, kind: str, target: str = "") -> Entry:
    return Entry(path, kind, 1, 0o755, 0, 0, target, "", 0)


FOLDERS = ("/app", "/app/empty", "/tmp", "/run", "/var", "/var/log", "/etc", "/var/lib", "/var/lib/postgresql")
FILES = FileSystem(
    {
        each.path: each
        for each in (
            *(entry(path, "folder") for path in FOLDERS),
            *(entry(path, "file") for path in ("/app/main.py", "/var/log/dpkg.log", "/etc/passwd")),
            entry("/var/run", "link", "/run"),
            entry("/logs", "link", "var/log"),
        )
    },
    0,
    0,
)  # fmt: skip
NEEDED = {"/app/main.py", "/etc/passwd"}


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/tmp/x", "/tmp"),
        ("/app/empty/x", "/app/empty"),
        ("/app/new/deep/x", "/app/new"),
        ("/app/main.py", None),
        ("/app/new-file", None),
        ("/var/log/own.log", "/var/log"),
        ("/logs/own.log", "/var/log"),
        ("/var/run/x.pid", "/run"),
        ("/var/lib/postgresql", "/var/lib/postgresql"),
        ("/.cache/x", "/.cache"),
        ("/x", None),
        ("/etc/x", None),
        ("/var/lib/x", None),
        ("/var/lib/new/x", "/var/lib/new"),
        ("/new:rw/x", None),
        ("/new,exec/x", None),
        ("/new\x1b[2J/x", None),
    ],
)
def test_the_folder_that_makes_a_path_writable(path: str, folder: str | None) -> None:
    assert room(path, FILES, NEEDED) == folder


def test_the_outermost_folders_are_enough_and_bytecode_is_not_missed() -> None:
    paths = ["/tmp/a/b", "/tmp/x", "/app/__pycache__/main.pyc", "/app/main.py", "/run/a"]
    assert rooms(paths, FILES, NEEDED) == (("/run", "/tmp"), ("/app/main.py",))


def test_files_whose_content_would_be_missed() -> None:
    empty = Entry("/run/x.pid", "file", 0, 0o644, 0, 0, "", hashlib.sha256(b"").hexdigest(), 0)
    linked = Entry("/run/linked", "file", 0, 0o644, 0, 0, "", hashlib.sha256(b"content").hexdigest(), 0)
    files = FileSystem({**FILES.entries, empty.path: empty, linked.path: linked}, 0, 0)
    assert needed(files, {"/run/x.pid", "/run/linked", "/app", "/gone"}) == {"/run/linked"}
    assert needed(files, None) == {"/app/main.py", "/var/log/dpkg.log", "/etc/passwd", "/run/linked"}


def test_links_that_lead_in_a_circle_end() -> None:
    circle = FileSystem({"/a": entry("/a", "link", "/b"), "/b": entry("/b", "link", "/a")}, 0, 0)
    assert room("/a/x", circle, ()) in ("/a", "/b")
