"""Read an exported image: an OCI layout in a tar archive (`type=oci`), or what `docker save` writes.

Sizes are counted and digests computed here: what an archive says of itself is checked, not believed. Formats: OCI
image-spec 1.1 (image-layout.md, manifest.md, config.md) and moby's image/tarexport.
"""

from __future__ import annotations

import copy
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from slimmer.build import streams
from slimmer.build.config import image_config
from slimmer.build.errors import ArchiveError
from slimmer.build.result import Image, Instruction, Layer

_INDEXES = ("application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json")
# Attestations are kept beside the images under a platform that does not exist.
_NO_PLATFORM = "unknown"
_LARGEST_JSON = 64_000_000


class Archive:
    """An exported image in a file. Use it as a context manager.

    Args:
        path: the file.

    Raises:
        ArchiveError: it is no tar archive.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._tar = tarfile.open(path, mode="r:")  # noqa: SIM115  closed by __exit__
            # Links, too: older engines save a layer that occurs twice as a link to the first.
            self._members = {each.name.removeprefix("./"): each for each in self._tar if not each.isdir()}
        except (OSError, tarfile.TarError) as error:
            raise ArchiveError(f"{path}: not an exported image ({error})") from error
        self._blobs: dict[str, str] = {}
        self._configs: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._tar.close()

    def images(self) -> tuple[Image, ...]:
        """The images in it, one for each platform, with every layer measured and checked.

        Raises:
            ArchiveError: something is missing, or is not what its digest says.
        """
        if "index.json" in self._members:
            found = tuple(self._of_manifest(each) for each in self._manifests(self._json("index.json")))
        elif "manifest.json" in self._members:
            found = tuple(self._of_saved(each) for each in self._json("manifest.json"))
        else:
            found = ()
        if not found:
            raise ArchiveError(f"{self.path}: no image in it")
        return found

    def open(self, layer: Layer) -> IO[bytes]:
        """The unpacked tar archive of a layer, as a stream; `images` was called before."""
        name = self._blobs[layer.digest]
        return streams.reader(self._file(name))

    def configuration(self, image: Image) -> dict[str, Any]:
        """The image's configuration as JSON holds it; `images` was called before."""
        return copy.deepcopy(self._configs[image.digest])

    def _manifests(self, index: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for each in index.get("manifests", ()):
            platform = each.get("platform") or {}
            if each.get("mediaType") in _INDEXES:
                yield from self._manifests(self._blob(each))
            elif platform.get("os") != _NO_PLATFORM:
                yield each

    def _of_manifest(self, descriptor: dict[str, Any]) -> Image:
        manifest = self._blob(descriptor)
        config = self._blob(manifest["config"])
        blobs = [
            (_blob_name(each["digest"]), each["digest"], str(each.get("mediaType"))) for each in manifest["layers"]
        ]
        return self._image(str(descriptor["digest"]), config, blobs)

    def _of_saved(self, entry: dict[str, Any]) -> Image:
        config = self._json(str(entry["Config"]))
        names = [str(each) for each in entry["Layers"]]
        blobs = [(name, "", "tar") for name in names]  # named by no digest: checked by diff_id alone
        digest = Path(str(entry["Config"])).name.removesuffix(".json")
        return self._image(f"sha256:{digest}", config, blobs)

    def _image(self, digest: str, config: dict[str, Any], blobs: list[tuple[str, str, str]]) -> Image:
        diff_ids = (config.get("rootfs") or {}).get("diff_ids") or []
        if len(diff_ids) != len(blobs):
            raise ArchiveError(f"{self.path}: {len(blobs)} layers, but the configuration names {len(diff_ids)}")
        history = config.get("history") or []
        texts = [_created_by(each) for each in history if not each.get("empty_layer")]
        made_by = texts if len(texts) == len(blobs) else [None] * len(blobs)
        pairs = zip(blobs, diff_ids, made_by, strict=True)
        layers = tuple(self._layer(blob, str(diff_id), text) for blob, diff_id, text in pairs)
        self._configs[digest] = config
        platform = f"{config.get('os')}/{config.get('architecture')}"
        platform += f"/{config['variant']}" if config.get("variant") else ""
        known = iter(layers if len(texts) == len(blobs) else ())
        told = tuple(
            Instruction(_created_by(each), None if each.get("empty_layer") else next(known, None)) for each in history
        )
        return Image(digest, platform, image_config(config.get("config") or {}), layers, told)

    def _layer(self, blob: tuple[str, str, str], diff_id: str, text: str | None) -> Layer:
        name, digest, kind = blob
        measured = streams.measure(self._file(name), kind)
        if measured.diff_id != diff_id:
            raise ArchiveError(f"{self.path}: layer {digest or name} unpacks to {measured.diff_id}, not to {diff_id}")
        if digest and measured.digest != digest:
            raise ArchiveError(f"{self.path}: layer {digest} has the digest {measured.digest}")
        self._blobs[measured.digest] = name
        return Layer(measured.digest, diff_id, measured.compressed, measured.unpacked, text, not measured.packed)

    def _blob(self, descriptor: dict[str, Any]) -> Any:
        return self._json(_blob_name(str(descriptor["digest"])))

    def _json(self, name: str) -> Any:
        with self._file(name) as file:
            text = file.read(_LARGEST_JSON)
        try:
            return json.loads(text)
        except ValueError as error:
            raise ArchiveError(f"{self.path}: {name} is not JSON ({error})") from error

    def _file(self, name: str) -> IO[bytes]:
        member = self._members.get(name)
        try:
            file = self._tar.extractfile(member) if member is not None else None
        except KeyError:  # a link to nothing
            file = None
        if file is None:
            raise ArchiveError(f"{self.path}: {name} is missing")
        return file


def _blob_name(digest: str) -> str:
    return "blobs/" + digest.replace(":", "/", 1)


def _created_by(entry: dict[str, Any]) -> str:
    return str(entry.get("created_by") or entry.get("comment") or "")
