"""Paths with a home directory and patterns, as the tables write them."""

from __future__ import annotations

from fnmatch import fnmatchcase

ROOT_HOME = "/root"
STANDARD_FOLDERS = frozenset(
    f"/{name}"
    for name in (
        *("", "bin", "dev", "etc", "home", "lib", "media", "mnt", "opt", "proc", "root", "run", "sbin", "srv", "sys"),
        *("tmp", "usr", "usr/bin", "usr/lib", "usr/local", "usr/local/bin", "usr/local/lib", "usr/local/share"),
        *("usr/sbin", "usr/share", "var", "var/cache", "var/lib", "var/log", "var/tmp"),
    )
)
"""Folders of every distribution (Filesystem Hierarchy Standard 3.0), and of its images."""


def segments(path: str, home: str = ROOT_HOME) -> tuple[str, ...]:
    """Split an absolute or home-relative path; the home directory, however spelled, becomes "~".

    Args:
        path: as a script writes it; a pattern's signs are ordinary characters here.
        home: the home directory of the user who runs the call.
    """
    for spelled in ("~", "$HOME", "${HOME}", home.rstrip("/")):
        if spelled and (path == spelled or path.startswith(f"{spelled}/")):
            return ("~", *_split(path[len(spelled) :]))
    return ("/", *_split(path))


def lies_in(path: str, top: str, home: str = ROOT_HOME) -> bool:
    """Tell whether `path` is `top` or below it; `top` may hold shell patterns, one path segment each.

    A path that is neither absolute nor home-relative, or that climbs with "..", lies nowhere.
    """
    inner, outer = segments(path, home), segments(top, home)
    if ".." in inner or (inner[0] == "/" and not path.startswith("/")):
        return False
    return len(inner) >= len(outer) and all(
        fnmatchcase(mine, theirs) for mine, theirs in zip(inner, outer, strict=False)
    )


def _split(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in {"", "."}]
