"""Where a folder in memory can be laid over an image so that a program may write, and none of its files is hidden."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from slimmer.build.files import FileSystem
from slimmer.build.tracing import joined

# The system's own folders are never covered: what nobody was seen to need may still be needed.
_NEVER = frozenset(
    ("/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/proc", "/sbin",
     "/srv", "/sys", "/usr", "/usr/bin", "/usr/lib", "/usr/local", "/usr/sbin", "/usr/share", "/var", "/var/lib")
)  # fmt: skip
_BYTECODE = ("__pycache__", ".pyc")
_EMPTY = hashlib.sha256().hexdigest()
_LINKS = 40  # as many as the kernel follows (path_resolution(7))


def needed(files: FileSystem, touched: Collection[str] | None) -> frozenset[str]:
    """Files whose content would be missed: those that were touched; without a trace, all. Empty ones hold nothing.

    Args:
        files: of the image.
        touched: paths that were opened or executed; None when that is not known.
    """
    content = {path for path, entry in files.entries.items() if entry.kind == "file" and entry.digest != _EMPTY}
    return frozenset(content if touched is None else content.intersection(touched))


def room(path: str, files: FileSystem, needed: Collection[str]) -> str | None:
    """The folder to lay, so that a path can be written; None where it would hide a file that is needed.

    Args:
        path: absolute.
        files: of the image.
        needed: files whose absence would be missed.
    """
    path = _resolved(path, files)
    if not path.isprintable() or ":" in path or "," in path:  # in no option of Docker, and on no terminal
        return None
    entry = files.entries.get(path)
    if entry is not None and entry.kind == "folder":
        return path if _may_cover(path, needed) else None
    parts = path.strip("/").split("/")
    for end in range(1, len(parts)):
        folder = "/" + "/".join(parts[:end])
        if folder not in files.entries:  # nothing is there yet: it is mounted where it would be made
            return folder
    folder = path.rpartition("/")[0] or "/"
    if _may_cover(folder, needed):
        return folder
    return None


def rooms(paths: Iterable[str], files: FileSystem, needed: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folders to lay for paths, outermost alone; and the paths for which there is none.

    Bytecode is left out: programs go on without writing it.
    """
    found, without = set[str](), list[str]()
    for path in paths:
        if not path.endswith(_BYTECODE) and "/__pycache__/" not in path:
            folder = room(path, files, needed)
            found.update((folder,) if folder is not None else ())
            without += [path] if folder is None else []
    return outermost(found), tuple(without)


def outermost(folders: Iterable[str]) -> tuple[str, ...]:
    """Those that do not lie in another, sorted."""
    kept = list[str]()
    for each in sorted(set(folders)):
        if not any(each.startswith(f"{other}/") for other in kept):
            kept.append(each)
    return tuple(kept)


def _may_cover(folder: str, needed: Collection[str]) -> bool:
    return folder not in _NEVER and not any(each == folder or each.startswith(f"{folder}/") for each in needed)


def _resolved(path: str, files: FileSystem) -> str:
    """The path with the symbolic links on its way followed."""
    for _ in range(_LINKS):
        parts = path.strip("/").split("/")
        for end in range(1, len(parts) + 1):
            entry = files.entries.get("/" + "/".join(parts[:end]))
            if entry is not None and entry.kind == "link":
                target = joined(entry.target, entry.path.rpartition("/")[0] or "/")
                path = joined("/".join((target, *parts[end:])), "/")
                break
        else:
            return path
    return path
