r"""Paths as a script spells them, compared without knowing all of their text.

A path here is a string: absolute, normal, with a *name* in place of each part that is not certain. A name stands
for one text, so that equal strings are equal paths: `/tmp/x-\0V\0.tar.gz` is the file that `x-$V.tar.gz` means
in /tmp as long as nobody sets V. What may be equal is asked of `may_be`, for which a name is any text at all.
Patterns of the shell are part of a path too: such a path is never certainly equal to another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from slimmer.records import dataclass

ANY = "\x01"
"""Any text, slashes too."""
_STAR, _ONE = "\x02", "\x03"  # any text, and one character, without slashes
_FRESH = "\x05"  # around the name of a folder that was not there before
_BASE = "\x06"  # where the base image begins: any text, but no fresh folder
_SYSTEM = tuple(
    f"/{folder}/"
    for folder in (
        *("tmp", "dev", "etc", "proc", "run", "sys", "boot", "bin", "lib", "sbin", "usr/bin", "usr/include", "usr/lib"),
        *("usr/share", "var/cache", "var/lib/apt", "var/lib/dpkg", "var/tmp"),
    )
)
"""Where no image begins."""
SIGNS = "\0\1\2\3\5\6"
"""The signs that a path has whose text is not all certain."""
_ANY_SIGN = re.compile(f"[{SIGNS}]")
_MANY = frozenset((ANY, _STAR, _BASE))
_SIGN = re.compile("[\0\1\2\3]")
_PATTERN = re.compile("[\1\2\3]")
_NAME = re.compile("\0[^\0]*\0")
_TOKENS = re.compile("\0[^\0]*\0|.", re.DOTALL)
_GLOBS = re.compile(r"\[[^]]*\]|[*?]")
_DELIMITERS = re.compile(r"[=:@,]")


def name(*key: object, looks_like: str | None = None) -> str:
    """What stands for a text that is not certain; equal keys mean equal texts.

    Args:
        key: what the text depends on.
        looks_like: a text it is likely to be, and sure to resemble: absolute like it, or without slashes.
    """
    mark = ""
    if looks_like:
        mark = "!" if looks_like.startswith("/") else "" if "/" in looks_like else "~"
    return f"\0{mark}{_short(key)}\0"


def fresh(*key: object) -> str:
    """The path of a folder that `mktemp -d` makes: nothing else is it, or lies in it, by chance."""
    return f"/{_FRESH}{_short(key)}{_FRESH}"


def base_folder(*key: object) -> str:
    """The folder the base image begins in."""
    return f"\0!.{_short(key)}\0"


def is_base(path: str) -> bool:
    """Whether a path is the folder the base image begins in, or lies below it."""
    return path.startswith("\0!.")


def below_base(path: str) -> str:
    """What a path has below the folder the base image begins in, with a slash in front; "" when it is that folder."""
    return path[path.index("\0", 1) + 1 :] if is_base(path) else ""


def below_unknown(path: str) -> str | None:
    """What a path has below a folder that is not known, but absolute, such as a home; None when it has none."""
    if not path.startswith("\0!") or is_base(path):
        return None
    return path[path.index("\0", 1) + 1 :]


def is_of_system(path: str) -> bool:
    """Whether a path lies where no image begins: it is no path below the folder the base image begins in."""
    return path.startswith(_SYSTEM)


def certain_beginning(path: str) -> str:
    """The text of a path up to what is not certain of it; the folder the base image begins in is part of the text."""
    found = _ANY_SIGN.search(path, path.index("\0", 1) + 1 if is_base(path) else 0)
    return path if found is None else path[: found.start()]


def _short(key: object) -> str:
    return f"{hash(key) & 0xFFFFFFFFFFFFFFFF:x}"


def as_pattern(text: str) -> str:
    """The signs of a shell pattern in a literal text, marked as such."""
    return _GLOBS.sub(lambda found: _ONE if found[0] == "?" else _STAR, text)


def is_certain(path: str) -> bool:
    """Whether all of a path's text is certain."""
    return _ANY_SIGN.search(path) is None


def is_exact(path: str) -> bool:
    """Whether a path is one path, known or not, and no pattern."""
    return _PATTERN.search(path) is None


def joined(folder: str, text: str) -> str:
    """The path that `text` names in `folder`; one that begins with a name equals only itself, and only there."""
    if text[:1] == "/" or text[:2] == "\0!":
        return _normal(text)
    if text[:1] == "\0" and text[:2] != "\0~":
        end = text.index("\0", 1) + 1
        return _normal(name(text[:end], folder) + text[end:])
    return _normal(f"{folder}/{text}")


def _normal(path: str) -> str:
    """Without `.`, `..` and empty parts; `..` behind a name may go anywhere, and is a name again."""
    if "//" not in path and "/." not in path and path[-1:] != "/":  # most are as they should be
        return path or "/"
    first, *rest = path.split("/")
    found = [first]
    for part in rest:
        if part == ".." and found[-1].startswith("\0"):
            found[-1] = name(found[-1], "..")
        elif part == "..":
            del found[max(1, len(found) - 1) :]
        elif part not in ("", "."):
            found.append(part)
    return "/".join(found) or "/"


@dataclass(frozen=True, slots=True)
class Spot:
    """A file, or a folder with all that lies in it.

    Attributes:
        is_file: whether it is a file, so that nothing lies below it.
        is_folder: whether it is a folder, which no shell runs for the name of a program.
    """

    path: str
    is_file: bool = False
    is_folder: bool = False

    def is_named_by(self, word: str) -> bool:
        """Whether a word certainly names it or something in it."""
        return is_exact(self.path) and (word == self.path or (not self.is_file and is_below(word, self.path)))

    def may_be_named_by(self, word: str) -> bool:
        """Whether a word may name it, or something in it."""
        return may_be(word, self.path) or (not self.is_file and may_hold(self.path, word))

    def may_be_held_by(self, word: str) -> bool:
        """Whether a word may name a folder around it."""
        return may_hold(word, self.path)


def is_below(path: str, folder: str) -> bool:
    """Whether `path` certainly is `folder` or lies below it."""
    return is_exact(folder) and (path == folder or path.startswith(folder.rstrip("/") + "/"))


def covers(pattern: str, path: str, *, below: bool) -> bool:
    """Whether `pattern` certainly names `path` or, where it counts, a folder `path` lies in."""
    return path == pattern or _covering(pattern, below=below).fullmatch(path) is not None


@lru_cache(maxsize=1024)
def _covering(pattern: str, *, below: bool) -> re.Pattern[str]:
    """A star takes names too, which stand for texts without slashes, but no leading dot."""
    text = re.escape(pattern.rstrip("/")).replace(_ONE, "[^/\0]")
    text = text.replace(f"/{_STAR}", "/(?!\\.)[^/]*").replace(_STAR, "[^/]*")
    return re.compile(text + ("(/.*)?" if below else ""), re.DOTALL)


@lru_cache(maxsize=16384)
def may_be(left: str, right: str) -> bool:
    """Whether two paths may be one."""
    if left == right:
        return True
    if _SIGN.search(left) is None and _SIGN.search(right) is None:
        return False
    if (is_base(left) and is_of_system(right)) or (is_base(right) and is_of_system(left)):
        return False
    return _meet(*map(_open, _apart(left, right)))


def _apart(left: str, right: str) -> tuple[str, str]:
    """Two paths without what both begin and end with: a name that stands in both stands for one text."""
    one, two = _TOKENS.findall(left), _TOKENS.findall(right)
    while one and two and one[0] == two[0] and is_exact(one[0]):
        del one[0], two[0]
    while one and two and one[-1] == two[-1] and is_exact(one[-1]):
        del one[-1], two[-1]
    return "".join(one), "".join(two)


def may_hold(folder: str, path: str) -> bool:
    """Whether `path` may lie below `folder`."""
    return may_be(folder.rstrip("/") + "/" + ANY, path)


def candidates(text: str) -> Iterator[str]:
    """What may be a path in a word: all of it, and what follows `=`, `:`, `@` or a comma (`if=x`, `@x`, `a:b`)."""
    yield text
    for found in _DELIMITERS.finditer(text):
        if found.end() < len(text):
            yield text[found.end() :]
        if found.start():
            yield text[: found.start()]


def tail(path: str) -> str:
    """The last part of a path."""
    return path.rpartition("/")[2]


def longest_literal(path: str) -> str:
    """The longest certain text in the last part of a path: what a text that names it must hold."""
    parts = re.split(f"{_NAME.pattern}|[{_STAR}{_ONE}]", tail(path))
    return max(parts, key=len)


def is_glob(text: str) -> bool:
    """Whether the shell itself puts names of files in a word's place."""
    return _STAR in text or _ONE in text


def is_bare_name(text: str) -> bool:
    """Whether nothing of a word is certain: it may be a path, but says nothing about which."""
    return not _NAME.sub("", text).strip("/.-\x01\x02\x03")


def _open(path: str) -> str:
    return _NAME.sub(lambda found: _sign(found[0], path[: found.start()]), path)


def _sign(found: str, before: str) -> str:
    """What a name may be: no more than a part of a path where it resembles one, or where it only ends one."""
    if is_base(found):
        return _BASE
    is_part = found.startswith("\0~") or before[-1:] not in ("", "/")
    return _STAR if is_part else ANY


@lru_cache(maxsize=4096)
def _meet(left: str, right: str) -> bool:
    """Whether a text matches both patterns: walks pairs of places in them."""
    seen: set[tuple[int, int]] = set()
    waiting = [(0, 0)]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        if at == (len(left), len(right)):
            return True
        waiting += _steps(left, right, *at)
    return False


def _steps(left: str, right: str, i: int, j: int) -> Iterable[tuple[int, int]]:
    one, two = left[i : i + 1], right[j : j + 1]
    if one in _MANY:
        yield i + 1, j
    if two in _MANY:
        yield i, j + 1
    if one and two and _share(one, two):
        yield i + (one not in _MANY), j + (two not in _MANY)


def _share(one: str, two: str) -> bool:
    """Whether two signs have a character in common."""
    if one not in _MANY and one != _ONE:
        one, two = two, one
    if ANY in (one, two):
        return True
    if one == _BASE:
        return two != _FRESH
    if one in (_STAR, _ONE):
        return two != "/"
    return one == two
