"""Compare two images: how they run, and what files they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields

from slimmer.build.files import Entry, FileSystem
from slimmer.build.kinds import kind_of
from slimmer.build.result import ImageConfig
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting that differs.

    Args:
        field: such as `user`; one name of `env` or `labels` is a field of its own: `env PATH`.
        before: as text; None when not set.
        after: likewise.
        because: the transform whose rewrite brings this difference; None when nothing explains it.
    """

    field: str
    before: str | None
    after: str | None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Files that went or came, of one kind.

    Args:
        kind: one of `slimmer.build.kinds`.
        files: how many.
        size: bytes of content.
        largest: some of the largest, as path and bytes.
    """

    kind: str
    files: int
    size: int
    largest: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A path that both images hold, not in the same way; `what` names mode, owner, content, kind, target."""

    path: str
    what: tuple[str, ...]
    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two images side by side.

    Args:
        settings: what differs in the configuration.
        vanished: files only the first holds, by kind, the largest kind first.
        appeared: files only the second holds.
        changed: paths both hold, unlike each other; contents that every build makes anew are left out.
        packages: by manager, how many there were and are.
        before: the file system of the first.
        after: that of the second.
    """

    settings: tuple[Difference, ...]
    vanished: tuple[Group, ...]
    appeared: tuple[Group, ...]
    changed: tuple[Changed, ...]
    packages: Mapping[str, tuple[int, int]]
    before: FileSystem
    after: FileSystem

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        """Settings that differ for no reason a rewrite gives."""
        return tuple(each for each in self.settings if each.because is None)


Explain = Mapping[str, str]
"""Which transform brings a difference: by field, or by the first word of a field (`env`)."""

_LARGEST = 5
# Written anew by each build, with times, counters or random names inside.
_EPHEMERAL = re.compile(
    r"^/var/(log|cache|tmp)/|^/tmp/|^/etc/ld\.so\.cache$|\.pyc$|^/var/lib/(dpkg|apt|systemd|ucf)/|^/etc/machine-id$"
    r"|^/root/\.(npm|cache)/|^/etc/(passwd|group|shadow|gshadow)-$"
)


def compare(
    configs: tuple[ImageConfig, ImageConfig],
    systems: tuple[FileSystem, FileSystem],
    explained: Explain | None = None,
    development: Collection[str] = (),
) -> Comparison:
    """Compare a first image with a second one.

    Args:
        configs: how they run.
        systems: their files.
        explained: which transform brings which difference of settings.
        development: folders of packages that are for development only.
    """
    before, after = systems
    return Comparison(
        settings=tuple(settings(*configs, explained or {})),
        vanished=groups(_only_in(before, after), development),
        appeared=groups(_only_in(after, before), development),
        changed=tuple(_changes(before, after)),
        packages=_both_packages(before, after),
        before=before,
        after=after,
    )


def settings(before: ImageConfig, after: ImageConfig, explained: Explain) -> Iterator[Difference]:
    """The settings that differ, each with the transform that explains it."""
    for name, old, new in _settings(before, after):
        if old != new:
            because = explained.get(name) or explained.get(name.partition(" ")[0])
            yield Difference(name, old, new, because)


def _settings(before: ImageConfig, after: ImageConfig) -> Iterator[tuple[str, str | None, str | None]]:
    for each in fields(ImageConfig):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if each.name in ("env", "labels"):
            olds, news = _pairs(old), _pairs(new)
            for name in sorted(olds.keys() | news.keys()):
                yield f"{each.name} {name}", olds.get(name), news.get(name)
        else:
            yield each.name, _text(old), _text(new)


def _pairs(value: tuple[str | tuple[str, str], ...]) -> dict[str, str]:
    pairs = (each.partition("=")[::2] if isinstance(each, str) else each for each in value)
    return dict(pairs)


def _text(value: object) -> str | None:
    return None if value in (None, "", ()) else str(value)


def _only_in(one: FileSystem, other: FileSystem) -> Iterator[Entry]:
    return (entry for path, entry in one.entries.items() if path not in other.entries)


def groups(entries: Iterable[Entry], development: Collection[str] = ()) -> tuple[Group, ...]:
    """Files by kind, the largest kind first.

    Args:
        entries: of a file system.
        development: folders of packages that are for development only.
    """
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind != "folder":
            by_kind.setdefault(kind_of(entry.path, development), []).append(entry)
    groups = (_group(kind, found) for kind, found in by_kind.items())
    return tuple(sorted(groups, key=lambda group: (-group.size, group.kind)))


def _group(kind: str, entries: list[Entry]) -> Group:
    largest = sorted(entries, key=lambda entry: (-entry.size, entry.path))[:_LARGEST]
    named = tuple((entry.path, entry.size) for entry in largest)
    return Group(kind, len(entries), sum(entry.size for entry in entries), named)


def _changes(before: FileSystem, after: FileSystem) -> Iterator[Changed]:
    for path, old in before.entries.items():
        new = after.entries.get(path)
        if new is None:
            continue
        what = [
            name
            for name, differs in (
                ("kind", old.kind != new.kind),
                ("mode", old.mode != new.mode),
                ("owner", (old.uid, old.gid) != (new.uid, new.gid)),
                ("target", old.target != new.target),
                ("capabilities", old.capabilities != new.capabilities),
                ("content", old.digest != new.digest and not _EPHEMERAL.search(path)),
            )
            if differs
        ]
        if what:
            yield Changed(path, tuple(what), old, new)


_PACKAGES = {
    "Debian": re.compile(r"^/var/lib/dpkg/info/[^/]+\.list$|^/var/lib/dpkg/status\.d/[^/.]+$"),
    "Python": re.compile(r"/[^/]+\.(dist-info/METADATA|egg-info/PKG-INFO)$"),
    "npm": re.compile(r"/node_modules/(@[^/]+/)?[^/@.][^/]*/package\.json$"),
    "Ruby": re.compile(r"/specifications/(default/)?[^/]+\.gemspec$"),
    "Java": re.compile(r"\.jar$"),
}


def _both_packages(before: FileSystem, after: FileSystem) -> dict[str, tuple[int, int]]:
    old, new = packages(before), packages(after)
    return {name: (old[name], new[name]) for name in _PACKAGES if old[name] or new[name]}


def packages(system: FileSystem) -> Counter[str]:
    """How many packages are installed, by manager."""
    found: Counter[str] = Counter()
    for path in system.entries:
        for name, pattern in _PACKAGES.items():
            if pattern.search(path):
                found[name] += 1
    return found
