from __future__ import annotations

import io
import tarfile
from typing import Any

import pytest

from slimmer.build.files import FileSystem, Member, file_system, overlaid
from slimmer.build.result import Image, ImageConfig, Layer


def member(name: str, content: str | None = None, **attributes: Any) -> Member:
    """A file with content, or whatever `type` says."""
    info = tarfile.TarInfo(name)
    info.size = len(content or "")
    for key, value in attributes.items():
        setattr(info, key, value)
    return Member(info, f"digest of {content}" if content is not None else "")


def folder(name: str) -> Member:
    return member(name, type=tarfile.DIRTYPE)


def laid(*layers: list[Member]) -> FileSystem:
    return overlaid(layers)


def sizes(system: FileSystem) -> dict[str, int]:
    return {path: entry.size for path, entry in system.entries.items() if entry.kind != "folder"}


def test_a_later_layer_replaces_a_file() -> None:
    system = laid([member("a", "old"), member("b", "b")], [member("./a", "newer")])
    assert sizes(system) == {"/a": 5, "/b": 1}
    assert (system.visible, system.shadowed, system.duplicated) == (6, 3, 0)
    assert system.wasted == {"/a": 3}
    assert system.entries["/a"].layer == 1


def test_a_change_of_owner_ships_the_content_twice() -> None:
    system = laid([member("a", "content")], [member("a", "content", uid=1000)])
    assert (system.shadowed, system.duplicated) == (7, 7)
    assert system.entries["/a"].uid == 1000
    assert system.efficiency == 0.5


def test_a_whiteout_removes_a_file_and_all_below_a_folder() -> None:
    below = [folder("d"), member("d/x", "xx"), folder("d/e"), member("d/e/y", "yyy"), member("f", "f")]
    system = laid(below, [member(".wh.d", ""), member(".wh.f", "")])
    assert system.entries == {}
    assert system.shadowed == 6


def test_a_removed_path_can_come_back_in_the_same_layer() -> None:
    system = laid([folder("d"), member("d/x", "xx")], [member("d/z", "z"), member(".wh.d", ""), folder("d")])
    assert sizes(system) == {"/d/z": 1}


def test_an_opaque_folder_hides_what_it_held_but_not_its_own_layer() -> None:
    system = laid([folder("d"), member("d/x", "xx")], [folder("d"), member("d/y", "y"), member("d/.wh..wh..opq", "")])
    assert sizes(system) == {"/d/y": 1}
    assert system.shadowed == 2


def test_a_file_in_the_place_of_a_folder_removes_what_was_below() -> None:
    system = laid([folder("d"), member("d/x", "xx")], [member("d", "file")])
    assert sizes(system) == {"/d": 4}


def test_a_hard_link_is_the_file_it_names_without_bytes() -> None:
    system = laid([member("a", "abc"), member("b", type=tarfile.LNKTYPE, linkname="a")])
    assert sizes(system) == {"/a": 3, "/b": 0}
    assert system.entries["/b"].digest == system.entries["/a"].digest
    assert system.entries["/b"].kind == "file"


def test_symbolic_links_and_devices_keep_their_kind() -> None:
    system = laid([member("l", type=tarfile.SYMTYPE, linkname="a"), member("n", type=tarfile.CHRTYPE)])
    assert [(each.kind, each.target) for each in system.entries.values()] == [("link", "a"), ("device", "")]


@pytest.mark.parametrize("name", ["a", "./a", "/a", "./a/"])
def test_names_are_spelled_in_many_ways(name: str) -> None:
    assert list(laid([member(name, "a")]).entries) == ["/a"]


def test_an_empty_image_wastes_nothing() -> None:
    assert laid().efficiency == 1.0


class _Layers:
    """An archive whose layers are tar files in memory; each may be read once."""

    def __init__(self, **layers: bytes) -> None:
        self.left = layers

    def open(self, layer: Layer) -> io.BytesIO:
        return io.BytesIO(self.left.pop(layer.digest))


def _tar(*names: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name in names:
            tar.addfile(tarfile.TarInfo(name))
    return packed.getvalue()


def test_a_layer_that_images_have_in_common_is_read_once_and_laid_where_it_stands() -> None:
    archive = _Layers(test_one=_tar("a"), test_two=_tar("b"), test_three=_tar(".wh.a"))

    def seen(*digests: str) -> dict[str, int]:
        layers = tuple(Layer(digest, digest, 0, 0, None) for digest in digests)
        system = file_system(archive, Image("", "", ImageConfig(), layers, ()))  # type: ignore[arg-type]  # made from what a test gives
        return {path: entry.layer for path, entry in system.entries.items()}

    assert seen("test_one", "test_two") == {"/a": 0, "/b": 1}
    assert seen("test_two", "test_one") == {"/a": 1, "/b": 0}
    assert seen("test_one", "test_two", "test_three") == {"/b": 1}
