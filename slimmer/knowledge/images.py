"""Base images: which tags exist, what they hold, how large they are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from slimmer.knowledge.tags import Tags, slim_names, suite_of
from slimmer.knowledge.tiers import (
    debian_packages,
    load_bases,
    load_table,
    packages_added,
    published,
    published_families,
)
from slimmer.knowledge.vocabulary import Source
from slimmer.records import dataclass

_DOCKER_HUB = ("docker.io/", "index.docker.io/", "registry-1.docker.io/")
_MIRROR = "mirror.gcr.io/library/"
_MIRRORED = ("public.ecr.aws/docker/library/", _MIRROR)
"""Where official images are as they are on Docker Hub; the second has those alone that somebody asks for often."""
_EVERYTHING = "*"
_UBUNTU = {
    "16.04": "xenial",
    "18.04": "bionic",
    "20.04": "focal",
    "22.04": "jammy",
    "24.04": "noble",
    "26.04": "resolute",
}


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of an image for amd64.

    Attributes:
        compressed: the sum of its layers as they are pulled.
        unpacked: on the disk; None where not known.
        quality: "exact" or "sample" (an image of unknown day) where the layers were read, "derived" where they were
            added up from others' (about 5 % off); "ratio" where `unpacked` is the compressed size times a usual ratio.
    """

    compressed: int
    unpacked: int | None
    quality: str
    source: Source

    @property
    def is_estimated(self) -> bool:
        """Whether a number was not read from the image itself."""
        return self.quality not in ("exact", "sample")


@dataclass(frozen=True, slots=True)
class User:
    """A user that /etc/passwd of an image has beside root and the distribution's own.

    Attributes:
        where: the tags that have it, in words; "" for all.
    """

    name: str
    uid: int
    gid: int | None
    where: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """An image of a known family.

    Attributes:
        family: its name without registry (Docker Hub's) and tag.
        tag: "latest" where none was written; "" where a digest alone was, which may be of any variant.
        is_known: whether the tag is known to exist; one that is not may exist all the same.
        variant: "full", or "slim", "alpine", "distroless", "scratch"; "" where not known.
        suite: the distribution's release it was built on last ("bookworm"), "" where not known.
        size: None where not known.
        entrypoint: words of ENTRYPOINT; none where there is none, or it is not known.
        environment: names of variables it sets.
        workdir: the folder it begins in, "" where not known.
        user: as USER has it, "" for root.
        note: what else to know.
    """

    family: str
    tag: str
    is_known: bool
    variant: str
    suite: str
    size: Size | None
    users: tuple[User, ...]
    entrypoint: tuple[str, ...]
    cmd: tuple[str, ...]
    environment: tuple[str, ...]
    workdir: str
    user: str
    package_manager: str
    libc: str
    note: str
    source: Source | None

    def has(self, command: str) -> bool | None:
        """Whether a command is on its PATH; None where that is not known."""
        return _has(self, command)

    def lacks(self, command: str) -> bool:
        """Whether it is known not to have a command."""
        return _has(self, command) is False

    @property
    def has_slim(self) -> bool:
        """Whether its family has slim variants that differ from the full ones in Debian packages alone."""
        return "slim" in (_family(self.family) or {})

    @property
    def packages(self) -> frozenset[str]:
        """The Debian packages it is known to have; none where not known, or where it is not built on Debian."""
        return _packages_of(self)


@lru_cache(maxsize=512)
def image(reference: str) -> Image | None:
    """Find an image by its reference as FROM has it; None when its family is not known."""
    family, tag = _parts(reference)
    entry, known = _family(family), _tags(family)
    if entry is None and known is None:
        return None
    entry = entry or {}
    variant = _variant(tag, entry)
    kind = load_bases()["kind"].get(variant if variant in ("alpine", "distroless") else entry.get("kind", ""), {})
    debian = entry.get("kind") == "debian" and variant in ("full", "slim")
    source = entry.get("source")
    return Image(
        family=family,
        tag=tag,
        is_known=known is not None and tag in known,
        variant=variant,
        suite=_suite(family, tag, known),
        size=_size(family, tag),
        users=tuple(
            User(each["name"], each["uid"], each.get("gid"), each.get("where", "")) for each in entry.get("users", ())
        ),
        entrypoint=tuple(entry.get("entrypoint", ())),
        cmd=tuple(entry.get("cmd", ())),
        environment=tuple(entry.get("environment", "").split()),
        workdir=entry.get("workdir", ""),
        user=entry.get("user", ""),
        package_manager="apt" if debian else kind.get("package_manager", ""),
        libc="glibc" if debian else kind.get("libc", ""),
        note=entry.get("note", ""),
        source=_source("bases", source) if source else None,
    )


def sizes_alike(found: Image) -> tuple[Size, ...]:
    """The sizes of other versions of an image, of the same variant, and of the same suite where there are such."""
    entry, known = _family(found.family) or {}, _tags(found.family)
    alike, of_suite = [], []
    for tags, _, compressed, unpacked, quality, source in (published(found.family) or {}).get("sizes", ()):
        names = tags.split()
        if all(_variant(tag, entry) != found.variant for tag in names):
            continue
        alike.append(Size(compressed, unpacked or None, quality, _source("images", source)))
        if {_suite(found.family, tag, known) for tag in names} <= {"", found.suite}:
            of_suite.append(alike[-1])
    return tuple(of_suite or alike)


def workdir(reference: str) -> str:
    """The folder an image begins in; "" where that is not known. This costs less than to find the image."""
    entry = _family(_parts(reference)[0])
    return str(entry.get("workdir", "")) if entry is not None else ""


def variables(reference: str) -> dict[str, str]:
    """Variables that an image sets to values all its tags share, as far as they are known."""
    entry = _family(_parts(reference)[0])
    found: dict[str, str] = entry.get("values", {}) if entry is not None else {}
    return found


def variant(reference: str, name: str) -> str | None:
    """The sibling of an image with the same version, on the same suite: `python:3.12-bookworm` has one named "slim".

    Returns:
        Its reference, spelt as `reference` is; None where no such tag is known to be there, or a digest is pinned.
    """
    family, tag = _parts(reference)
    known = _tags(family)
    if known is None or "@" in reference or tag not in known or tag in known.unlike or name != "slim":
        return None
    if reference.startswith(_MIRROR):
        return None
    found = [each for each in slim_names(tag) if each in known]
    if len(found) != 1:
        return None
    spelt = reference.removesuffix(f":{tag}")
    return f"{spelt}:{found[0]}"


def families() -> tuple[str, ...]:
    """Give the names of all families of which tags or facts are known, sorted."""
    return tuple(sorted({*published_families(), *load_bases()["family"]}))


def _parts(reference: str) -> tuple[str, str]:
    text, digest, _ = reference.partition("@")
    head, colon, tag = text.rpartition(":")
    if not colon or "/" in tag:
        head, tag = text, "" if digest else "latest"
    for registry in (*_DOCKER_HUB, *_MIRRORED):
        head = head.removeprefix(registry)
    return head.removeprefix("library/"), tag


def _variant(tag: str, entry: dict[str, Any]) -> str:
    kind = entry.get("kind", "")
    if kind in ("alpine", "distroless", "scratch"):
        return str(kind)
    if not tag:
        return ""
    parts = tag.split("-")
    if any(part.startswith("alpine") for part in parts):
        return "alpine"
    return "slim" if "slim" in parts else "full"


def _has(image: Image, command: str) -> bool | None:
    entry = _family(image.family) or {}
    if command in entry.get("commands", "").split():
        return True
    kind = entry.get("kind", "")
    if image.variant in ("alpine", "distroless", "scratch") or kind not in ("debian", ""):
        facts = load_bases()["kind"].get(image.variant if image.variant in ("alpine", "distroless") else kind, {})
        return _listed(command, facts.get("has", ""), facts.get("lacks", ""))
    packages, bringing = image.packages, debian_packages(command)
    return any(package in packages for package in bringing) if packages and bringing else None


def _listed(command: str, has: str, lacks: str) -> bool | None:
    if command in has.split():
        return True
    return False if lacks == _EVERYTHING or command in lacks.split() else None


def _packages_of(image: Image) -> frozenset[str]:
    entry = _family(image.family) or {}
    if entry.get("kind") != "debian" or image.variant not in ("full", "slim"):
        return frozenset()
    adds: Iterable[str] = entry.get(f"{image.variant}_adds", "").split()
    tier = entry.get(image.variant)
    return packages_added(image.suite, tier).union(adds) if tier else frozenset()


def _suite(family: str, tag: str, known: Tags | None) -> str:
    if not tag:
        return ""
    if family == "ubuntu" and tag[:5] in _UBUNTU:
        return _UBUNTU[tag[:5]]
    return known.suite(tag) if known is not None else suite_of(tag)


def _size(family: str, tag: str) -> Size | None:
    for tags, _, compressed, unpacked, quality, source in (published(family) or {}).get("sizes", ()):
        if tag in tags.split():
            return Size(compressed, unpacked or None, quality, _source("images", source))
    return None


def _source(table: str, name: str) -> Source:
    return Source(**load_table(table)["sources"][name])


def _family(name: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = load_bases()["family"].get(name)
    return found


@lru_cache(maxsize=64)
def _tags(family: str) -> Tags | None:
    entry = published(family)
    return Tags.read(entry) if entry is not None else None
