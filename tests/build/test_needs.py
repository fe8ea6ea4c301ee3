from __future__ import annotations

import struct
from pathlib import Path

import pytest

from slimmer.build import Archive
from slimmer.build.files import Entry, FileSystem, file_system
from slimmer.build.needs import Opened, Survey, closed, interpreter
from tests.build.test_archive import two_layers


def elf(program: bytes, *, wide: bool = True, order: str = "<", at: int = 0x200) -> bytes:
    """An ELF file with two program headers, the second of which names an interpreter."""
    head = bytearray(0x400)
    head[:6] = b"\x7fELF" + bytes((2 if wide else 1, 1 if order == "<" else 2))
    word, start, length = f"{order}Q" if wide else f"{order}I", 8 if wide else 4, 32 if wide else 16
    size = 56 if wide else 32
    struct.pack_into(word, head, 32 if wide else 28, 0x80)
    struct.pack_into(f"{order}HH", head, 54 if wide else 42, size, 2)
    struct.pack_into(f"{order}I", head, 0x80, 6)
    struct.pack_into(f"{order}I", head, 0x80 + size, 3 if program else 1)
    struct.pack_into(word, head, 0x80 + size + start, at)
    struct.pack_into(word, head, 0x80 + size + length, len(program) + 1)
    head[0x200 : 0x200 + len(program)] = program
    return bytes(head)


@pytest.mark.parametrize(
    ("head", "program"),
    [
        (b"#!/bin/sh\nexit", "/bin/sh"),
        (b"#! /usr/bin/env -S python3 -u\n", "/usr/bin/env"),
        (b"#!\n", None),
        (b"#!/no/end", "/no/end"),
        (elf(b"/lib64/ld-linux-x86-64.so.2"), "/lib64/ld-linux-x86-64.so.2"),
        (elf(b"/lib/ld-linux.so.2", wide=False), "/lib/ld-linux.so.2"),
        (elf(b"/lib64/ld64.so.1", order=">"), "/lib64/ld64.so.1"),
        (elf(b""), None),
        (elf(b"/x", at=0x9000), None),
        (elf(b"/x")[:100], None),
        (b"\x7fELF", None),
        (b"text", None),
        (b"", None),
    ],
)
def test_the_program_that_the_kernel_starts(head: bytes, program: str | None) -> None:
    assert interpreter(head) == program


def system(*paths: str, **links: str) -> FileSystem:
    kinds = {path: ("folder" if path.endswith("/") else "file", "") for path in paths}
    kinds |= {f"/{path}": ("link", target) for path, target in links.items()}
    entries = {path.rstrip("/"): Entry(path.rstrip("/"), kind, 1, 0o755, 0, 0, target, "", 0)
               for path, (kind, target) in kinds.items()}  # fmt: skip
    return FileSystem(entries, 0, 0)


FILES = system("/app/", "/app/run", "/usr/", "/usr/bin/", "/usr/bin/dash", "/usr/bin/perl", "/usr/bin/perl5", "/ld",
               "/etc/", "/etc/passwd", "/other", bin="usr/bin", sh="bin/dash", loop="loop")  # fmt: skip


def test_what_is_touched_brings_its_interpreters_folders_and_links() -> None:
    seen = Survey({"/app/run": b"#!/sh\n", "/usr/bin/dash": elf(b"/ld"), "/ld": b"", "/other": b""})
    assert closed({"/app/run", "/not/there", "/loop"}, FILES, seen, "65534") == {
        "/app", "/app/run", "/sh", "/bin", "/usr", "/usr/bin", "/usr/bin/dash", "/ld", "/loop",
    }  # fmt: skip


def test_a_hard_link_brings_the_path_it_was_made_of() -> None:
    found = closed({"/usr/bin/perl"}, FILES, Survey(links={"/usr/bin/perl": "/usr/bin/perl5"}), "")
    assert "/usr/bin/perl5" in found


@pytest.mark.parametrize(
    ("user", "looked_up"), [("", False), ("0", False), ("7:8", False), ("me", True), ("me:8", True)]
)
def test_a_user_s_name_is_looked_up(user: str, looked_up: bool) -> None:
    assert ("/etc/passwd" in closed((), FILES, Survey(), user)) is looked_up


def read(opened: Opened) -> list[tuple[str, bytes]]:
    return [
        (path, content.read() if (content := tar.extractfile(info)) else b"") for info, path, tar in opened.members()
    ]


def test_layers_that_stay_unpacked_are_unpacked_once_and_tell_the_same(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    with Archive(two_layers(tmp_path / "image.tar")) as archive:
        (image,) = archive.images()
        files = file_system(archive, image)
        streamed, kept = Opened(archive, image, files), Opened(archive, image, files, tmp_path / "layers")
        expected = [("/one", b"1" * 5000), ("/two", b"2" * 70_000)]
        assert read(streamed) == read(kept) == expected
        unpacked = sorted(each.name for each in (tmp_path / "layers").iterdir())
        assert unpacked == sorted(each.digest.replace(":", "-") for each in image.layers)
    assert read(kept) == expected, "the archive is closed, and not needed any more"


def test_on_a_disk_that_is_nearly_full_layers_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slimmer.build.needs.LEAST_FREE", 10**18)
    (tmp_path / "layers").mkdir()
    with Archive(two_layers(tmp_path / "image.tar")) as archive:
        (image,) = archive.images()
        opened = Opened(archive, image, file_system(archive, image), tmp_path / "layers")
        assert [path for path, _ in read(opened)] == ["/one", "/two"]
    assert not [*(tmp_path / "layers").iterdir()]
