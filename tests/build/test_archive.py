"""Exported images: sizes are counted, digests checked, and damage is an error."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from slimmer.build import Archive, ArchiveError, Healthcheck

GZIP = "application/vnd.oci.image.layer.v1.tar+gzip"
PLAIN = "application/vnd.oci.image.layer.v1.tar"


def layer(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def sha(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


class Layout:
    """An OCI layout in the making."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.links: dict[str, str] = {}

    def blob(self, data: bytes, kind: str, **more: object) -> dict[str, object]:
        self.files["blobs/" + sha(data).replace(":", "/")] = data
        return {"mediaType": kind, "digest": sha(data), "size": len(data), **more}

    def image(self, layers: list[tuple[bytes, bytes, str]], config: dict[str, object]) -> dict[str, object]:
        config = {"rootfs": {"type": "layers", "diff_ids": [sha(unpacked) for unpacked, _, _ in layers]}, **config}
        manifest = {
            "config": self.blob(json.dumps(config).encode(), "application/vnd.oci.image.config.v1+json"),
            "layers": [self.blob(packed, kind) for _, packed, kind in layers],
        }
        return self.blob(json.dumps(manifest).encode(), "application/vnd.oci.image.manifest.v1+json")

    def index(self, *manifests: dict[str, object]) -> bytes:
        return json.dumps({"schemaVersion": 2, "manifests": manifests}).encode()

    def write(self, path: Path) -> Path:
        with tarfile.open(path, "w") as archive:
            for name, data in self.files.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
            for name, target in self.links.items():
                member = tarfile.TarInfo(name)
                member.type, member.linkname = tarfile.SYMTYPE, target
                archive.addfile(member)
        return path


ONE, TWO = layer("one", b"1" * 5000), layer("two", b"2" * 70_000)
CONFIG: dict[str, object] = {
    "os": "linux",
    "architecture": "arm64",
    "variant": "v8",
    "config": {
        "Env": ["A=b"],
        "Cmd": ["run"],
        "ExposedPorts": {"80/tcp": {}, "443/tcp": {}},
        "Labels": {"k": "v", "dev.slimmer.run": "1-2-3"},
        "Healthcheck": {"Test": ["CMD", "true"], "Interval": 5_000_000_000, "Retries": 3},
    },
    "history": [
        {"created_by": "COPY one /"},
        {"created_by": "ENV A=b", "empty_layer": True},
        {"created_by": "COPY two /"},
    ],
}
Pack = Callable[[bytes], bytes]


def two_layers(path: Path, pack: Pack = gzip.compress, kind: str = GZIP) -> Path:
    layout = Layout()
    manifest = layout.image([(ONE, pack(ONE), kind), (TWO, pack(TWO), kind)], CONFIG)
    layout.files["index.json"] = layout.index(manifest)
    return layout.write(path)


def test_layers_are_measured_and_given_to_their_instructions(tmp_path: Path) -> None:
    with Archive(two_layers(tmp_path / "i.tar")) as archive:
        (image,) = archive.images()
        assert archive.open(image.layers[1]).read() == TWO
    assert image.platform == "linux/arm64/v8"
    assert [(each.unpacked, each.compressed, each.instruction) for each in image.layers] == [
        (len(ONE), len(gzip.compress(ONE)), "COPY one /"),
        (len(TWO), len(gzip.compress(TWO)), "COPY two /"),
    ]
    assert [each.layer for each in image.history] == [image.layers[0], None, image.layers[1]]
    assert image.unpacked == len(ONE) + len(TWO)
    config = image.config
    assert (config.env, config.cmd, config.entrypoint) == (("A=b",), ("run",), None)
    assert config.exposed_ports == ("443/tcp", "80/tcp")
    assert config.labels == (("k", "v"),)
    assert config.healthcheck == Healthcheck(("CMD", "true"), interval=5.0, retries=3)


def test_members_written_by_a_parallel_gzip(tmp_path: Path) -> None:
    def members(data: bytes) -> bytes:
        return gzip.compress(data[:1000]) + gzip.compress(data[1000:])

    with Archive(two_layers(tmp_path / "i.tar", members)) as archive:
        assert [each.unpacked for each in archive.images()[0].layers] == [len(ONE), len(TWO)]


def test_layers_saved_unpacked_are_packed_here_and_marked(tmp_path: Path) -> None:
    with Archive(two_layers(tmp_path / "i.tar", lambda data: data, PLAIN)) as archive:
        (image,) = archive.images()
        assert archive.open(image.layers[0]).read() == ONE
    assert all(each.recompressed for each in image.layers)
    assert abs(image.compressed - len(gzip.compress(ONE, 6)) - len(gzip.compress(TWO, 6))) < 40


def test_zstd(tmp_path: Path) -> None:
    program = shutil.which("zstd")
    if program is None:
        path = two_layers(tmp_path / "i.tar", lambda _: b"\x28\xb5\x2f\xfd")
        with pytest.raises(ArchiveError, match="zstd is needed"), Archive(path) as archive:
            archive.images()
        return

    def pack(data: bytes) -> bytes:
        return subprocess.run([program, "-c"], input=data, capture_output=True, check=True).stdout

    with Archive(two_layers(tmp_path / "i.tar", pack, PLAIN + "+zstd")) as archive:
        (image,) = archive.images()
        assert [each.unpacked for each in image.layers] == [len(ONE), len(TWO)]
        assert archive.open(image.layers[1]).read() == TWO


def test_older_form_of_docker_save_with_a_layer_that_is_a_link(tmp_path: Path) -> None:
    layout = Layout()
    config = {**CONFIG, "rootfs": {"diff_ids": [sha(ONE), sha(ONE)]}}
    layout.files = {
        "a" * 64 + ".json": json.dumps(config).encode(),
        "x/layer.tar": ONE,
        "manifest.json": json.dumps(
            [{"Config": "a" * 64 + ".json", "Layers": ["x/layer.tar", "y/layer.tar"]}]
        ).encode(),
    }
    layout.links = {"y/layer.tar": "../x/layer.tar"}
    with Archive(layout.write(tmp_path / "i.tar")) as archive:
        (image,) = archive.images()
    assert [each.unpacked for each in image.layers] == [len(ONE), len(ONE)]
    assert image.digest == "sha256:" + "a" * 64


def test_several_platforms_without_their_attestations(tmp_path: Path) -> None:
    layout = Layout()
    arm = layout.image([(ONE, gzip.compress(ONE), GZIP)], {"os": "linux", "architecture": "arm64"})
    amd = layout.image([(TWO, gzip.compress(TWO), GZIP)], {"os": "linux", "architecture": "amd64"})
    proof = layout.image([], {"os": "unknown", "architecture": "unknown"})
    inner = layout.index(amd, arm, {**proof, "platform": {"os": "unknown", "architecture": "unknown"}})
    layout.files["index.json"] = layout.index(layout.blob(inner, "application/vnd.oci.image.index.v1+json"))
    with Archive(layout.write(tmp_path / "i.tar")) as archive:
        images = archive.images()
    assert [each.platform for each in images] == ["linux/amd64", "linux/arm64"]
    assert [each.layers[0].instruction for each in images] == [None, None]


def damaged(path: Path, change: Callable[[Layout], None], packed: bytes | None = None) -> Path:
    layout = Layout()
    manifest = layout.image([(ONE, gzip.compress(ONE) if packed is None else packed, GZIP)], CONFIG)
    layout.files["index.json"] = layout.index(manifest)
    change(layout)
    return layout.write(path)


def nothing(_: Layout) -> None:
    pass


@pytest.mark.parametrize(
    ("change", "packed", "told"),
    [
        (lambda layout: layout.files.pop("index.json"), None, "no image in it"),
        (lambda layout: layout.files.update({"index.json": b"{"}), None, "is not JSON"),
        (lambda layout: layout.files.pop(next(iter(layout.files))), None, "is missing"),
        (nothing, gzip.compress(TWO), "unpacks to"),
        (nothing, gzip.compress(ONE)[:-10], "ends early"),
        (nothing, b"\x1f\x8b" + b"x" * 50, "damaged"),
        (nothing, ONE, "not compressed as its type says"),
    ],
    ids=["no-index", "no-json", "no-blob", "another-layer", "cut-off", "garbage", "not-packed"],
)
def test_damage_is_an_error(tmp_path: Path, change: Callable[[Layout], None], packed: bytes | None, told: str) -> None:
    with (
        pytest.raises(ArchiveError, match=told),
        Archive(damaged(tmp_path / "i.tar", change, packed)) as archive,
    ):
        archive.images()


def test_blob_that_is_not_its_digest(tmp_path: Path) -> None:
    def swap(layout: Layout) -> None:
        name = "blobs/" + sha(gzip.compress(ONE, mtime=0)).replace(":", "/")
        layout.files[name] = gzip.compress(ONE, 1, mtime=0)

    path = damaged(tmp_path / "i.tar", swap, gzip.compress(ONE, mtime=0))
    with pytest.raises(ArchiveError, match="has the digest"), Archive(path) as archive:
        archive.images()


def test_file_that_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "i.tar").write_bytes(b"hello" * 500)
    with pytest.raises(ArchiveError, match="not an exported image"):
        Archive(tmp_path / "i.tar")
