"""What a .dockerignore file leaves out of the build context.

Read as moby's `patternmatcher/ignorefile` (v0.6) does; asked as BuildKit's client walks a folder (`fsutil`, filter.go).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property

from slimmer.model.globs import PatternError
from slimmer.model.ignore_pattern import Match, matcher
from slimmer.records import dataclass

MAX_LINE = 65_536
"""Bytes at which Go's scanner gives up on a line."""
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SPECIAL = "*[]?^\\"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One pattern.

    Attributes:
        text: clean, without `!`.
        keeps: whether it began with `!`: it takes back what rules before it left out.
        match: tells whether it names a path.
    """

    text: str
    keeps: bool
    match: Match

    def may_name_below(self, folder: str) -> bool:
        """Whether the rule, whose beginning is no wildcard, may name something below `folder`."""
        return (self._head + "/").startswith(folder + "/")

    @property
    def is_plain(self) -> bool:
        """Whether it names one path, or all at one depth or more below one."""
        return not any(mark in self._head for mark in _SPECIAL)

    @property
    def _head(self) -> str:
        return self.text.removesuffix("/**").removesuffix("/*")


Matched = tuple[bool, ...]
"""Of a folder: for each rule, whether it named the folder or one above it; () for the context itself."""


@dataclass(frozen=True, eq=False)
class DockerIgnore:
    """The rules of a file, in order; `problems` names the lines that are not read, as phrases."""

    rules: tuple[Rule, ...] = ()
    problems: tuple[str, ...] = ()

    @cached_property
    def _keeping(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.keeps)

    def leaves_out(self, path: str, above: Matched) -> tuple[bool, Matched]:
        """Whether `path` is left out, and what its children must be asked with (MatchesUsingParentResults)."""
        if not self._keeping:  # nothing below what is left out is ever asked for
            return any(rule.match(path) for rule in self.rules), ()
        out = False
        matched: list[bool] = []
        for at, rule in enumerate(self.rules):
            # A rule that could change nothing is not asked, and does not count as matched for the children.
            found = bool(above and above[at]) or (rule.keeps == out and rule.match(path))
            matched.append(found)
            if found:
                out = not rule.keeps
        return out, tuple(matched)

    def may_keep_below(self, folder: str) -> bool:
        """Whether the client looks into a folder that is left out itself."""
        return not all(rule.is_plain for rule in self._keeping) or any(
            rule.may_name_below(folder) for rule in self._keeping
        )

    @classmethod
    def parse(cls, data: bytes) -> DockerIgnore:
        """The rules of a file's bytes; those that are not read are left out and told of."""
        rules: list[Rule] = []
        problems: list[str] = []
        for number, line in _lines(data):
            try:
                rules += _rule(line)
            except PatternError as error:
                problems.append(
                    f"line {number}: the pattern `{line[:80].decode('utf-8', 'replace').strip(_SPACE)}` {error}"
                )
        return cls(tuple(rules), tuple(problems))


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.split(b"\n"), 1):
        kept = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not kept.startswith(b"#"):
            yield number, kept


def _rule(line: bytes) -> Iterator[Rule]:
    """The rule of a line; none of an empty one (patternmatcher.New)."""
    if len(line) >= MAX_LINE:
        raise PatternError("is too long for Docker")
    pattern = _pattern(line.decode("utf-8", "surrogateescape").strip(_SPACE)).strip(_SPACE)
    if not pattern:
        return
    pattern = clean(pattern)
    if pattern == "!":
        raise PatternError("is refused by Docker: it takes nothing back")
    text = pattern.removeprefix("!")
    yield Rule(text, text != pattern, matcher(text))


def _pattern(line: str) -> str:
    """A line's pattern (ignorefile.ReadAll): clean, and relative to the context whatever it begins with."""
    mark = "!" if line.startswith("!") else ""
    path = line.removeprefix(mark).strip(_SPACE)
    if not path:
        return mark
    path = clean(path)
    return mark + (path.removeprefix("/") if len(path) > 1 else path)


def clean(path: str) -> str:
    """The path as Go's filepath.Clean has it."""
    return posixpath.normpath("/" + path.lstrip("/")) if path.startswith("/") else posixpath.normpath(path)
