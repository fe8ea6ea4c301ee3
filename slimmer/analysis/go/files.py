"""What one Go file says: package, imports, embedded files, the strings it holds and the functions it calls."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

from slimmer.analysis.go.tokens import GoToken, Kind, go_tokens
from slimmer.records import dataclass

_VERSION = re.compile(r"v\d+$")
_VERB = re.compile(r"%[-+# 0-9.]*[a-zA-Z]")
_OPEN, _CLOSE = "([{", ")]}"
_DECLARATIONS = ("func", "type", "var", "const")


class Import(NamedTuple):
    """One import: the name it has in the file, its path, its line."""

    name: str
    path: str
    line: int


class GoCall(NamedTuple):
    """A call `package.Name(...)` or `receiver.Name(...)`.

    Attributes:
        package: the import path of a package's function; "" for a method, or a function of a value.
        name: of the function.
        arguments: each one's value where it is made of string constants, else None.
        line: 1-based.
    """

    package: str
    name: str
    arguments: tuple[str | None, ...]
    line: int


@dataclass(frozen=True, slots=True)
class GoFile:
    """A parsed source file.

    Attributes:
        path: in the build context.
        package: "main" for a program.
        header: the comments above the package clause.
        imports: in order.
        embeds: the patterns of `//go:embed`, relative to the file's folder.
        strings: all but those of the imports, with their lines.
        calls: of functions and methods behind a dot.
    """

    path: str
    package: str
    header: tuple[str, ...]
    imports: tuple[Import, ...]
    embeds: tuple[str, ...]
    strings: tuple[tuple[str, int], ...]
    calls: tuple[GoCall, ...]

    def imported(self, path: str) -> Import | None:
        """The import of a package, None when it is not imported."""
        return next((each for each in self.imports if each.path == path), None)


def read_go(path: str, tokens: Sequence[GoToken], constants: Mapping[str, str] | None = None) -> GoFile:
    """Read a source file's tokens; `constants` are strings that other files of its package name."""
    code: list[GoToken] = []
    header: list[str] = []
    embeds: list[str] = []
    for token in tokens:
        if token.kind is not Kind.COMMENT:
            code.append(token)
        elif not code:
            header.append(token.text)
        elif token.text.startswith("//go:embed "):
            embeds += _patterns(token.text[len("//go:embed ") :])
    package = code[1].text if len(code) > 1 and code[0].text == "package" else ""
    imports, at = _imports(code, 2)
    body = code[at:]
    known = {**(constants or {}), **dict(_constants(body))}
    names = {each.name: each.path for each in imports}
    strings = tuple((token.text, token.line) for token in body if token.kind is Kind.STRING)
    return GoFile(path, package, tuple(header), imports, tuple(embeds), strings, tuple(_calls(body, names, known)))


def constants_of(tokens: Sequence[GoToken]) -> dict[str, str]:
    """The string constants of a source file."""
    return dict(_constants([token for token in tokens if token.kind is not Kind.COMMENT]))


def head_of(text: str) -> list[GoToken]:
    """The tokens of a source file up to the end of its imports: they are the first declarations."""
    return list(
        takewhile(lambda token: token.text not in _DECLARATIONS or token.kind is not Kind.NAME, go_tokens(text))
    )


def _patterns(text: str) -> list[str]:
    try:
        return [each.removeprefix("all:") for each in shlex.split(text)]
    except ValueError:
        return []


def _imports(tokens: Sequence[GoToken], at: int) -> tuple[tuple[Import, ...], int]:
    """The imports, and where the rest begins."""
    found: list[Import] = []
    while at < len(tokens) and tokens[at].text in ("import", ";") and tokens[at].kind is not Kind.STRING:
        at += 1
        if at < len(tokens) and tokens[at].text == "(":
            while at < len(tokens) and tokens[at].text != ")":
                at += _import(tokens, at, found)
            at += 1
        elif tokens[at - 1].text == "import":
            at += _import(tokens, at, found)
    return tuple(found), at


def _import(tokens: Sequence[GoToken], at: int, found: list[Import]) -> int:
    """Take one import; gives how many tokens it has."""
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind is Kind.STRING:
        if token is not None:
            found.append(Import(_local_name(token.text), token.text, token.line))
        return 1
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.kind is Kind.STRING and token.text not in ("(", ";"):
        found.append(Import(token.text, following.text, following.line))
        return 2
    return 1


def _local_name(path: str) -> str:
    """The name a package most likely has: the last part of its path, a version aside."""
    parts = path.split("/")
    if len(parts) > 1 and _VERSION.match(parts[-1]):
        parts.pop()
    return parts[-1].removeprefix("go-").removesuffix(".go")


def _constants(tokens: Sequence[GoToken]) -> Iterator[tuple[str, str]]:
    """`const name = "text"`, alone or in a group, with a type or without."""
    at = 0
    while at < len(tokens):
        at += 1
        if tokens[at - 1].text != "const" or tokens[at - 1].kind is not Kind.NAME or at >= len(tokens):
            continue
        end = _matching(tokens, at) if tokens[at].text == "(" else at + 5
        for _, line in groupby(tokens[at:end], lambda token: token.line):
            words = [token for token in line if token.text not in ("(", ";")]
            if len(words) in (3, 4) and words[-2].text == "=" and words[-1].kind is Kind.STRING:
                yield words[0].text, words[-1].text


def _calls(tokens: Sequence[GoToken], names: Mapping[str, str], known: Mapping[str, str]) -> Iterator[GoCall]:
    for at in range(1, len(tokens) - 2):
        if tokens[at].text != "." or tokens[at].kind is not Kind.OTHER or tokens[at + 2].text != "(":
            continue
        owner, name = tokens[at - 1], tokens[at + 1]
        if name.kind is not Kind.NAME or tokens[at + 2].kind is not Kind.OTHER:
            continue
        qualified = owner.kind is Kind.NAME and (at < 2 or tokens[at - 2].text != ".")
        package = names.get(owner.text, "") if qualified else ""
        end = _matching(tokens, at + 2)
        arguments = tuple(_value(each, names, known) for each in _split(tokens[at + 3 : end]))
        yield GoCall(package, name.text, arguments, name.line)


def _matching(tokens: Sequence[GoToken], at: int) -> int:
    """The place of the bracket that closes the one at `at`, or of the end."""
    depth = 0
    for index in range(at, len(tokens)):
        if tokens[index].kind is Kind.OTHER:
            depth += (tokens[index].text in _OPEN) - (tokens[index].text in _CLOSE)
            if depth == 0:
                return index
    return len(tokens)


def _split(tokens: Sequence[GoToken], mark: str = ",") -> list[Sequence[GoToken]]:
    parts: list[Sequence[GoToken]] = []
    depth = start = 0
    for index, token in enumerate(tokens):
        if token.kind is Kind.OTHER:
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            if token.text == mark and depth == 0:
                parts.append(tokens[start:index])
                start = index + 1
    return [*parts, tokens[start:]] if tokens[start:] else parts


def _value(tokens: Sequence[GoToken], names: Mapping[str, str], known: Mapping[str, str]) -> str | None:
    """The value of an expression: `*` stands for parts that are not known; None where nothing before them is."""
    if len(tokens) == 1:
        token = tokens[0]
        if token.kind is Kind.STRING:
            return token.text
        return known.get(token.text) if token.kind is Kind.NAME else None
    terms = _split(tokens, "+")
    if len(terms) > 1:
        return _joined([_value(term, names, known) for term in terms])
    called = (names.get(tokens[0].text), tokens[2].text) if len(tokens) > 4 and tokens[3].text == "(" else None
    if called is None or _matching(tokens, 3) != len(tokens) - 1:
        return None
    parts = _split(tokens[4:-1])
    if called in (("path", "Join"), ("path/filepath", "Join")):
        values = [_value(part, names, known) for part in parts]
        return _joined([each for value in values for each in ("/", value)][1:])
    if called == ("fmt", "Sprintf") and parts:
        form = _value(parts[0], names, known)
        return _joined([_VERB.sub("*", form)]) if form is not None else None
    return None


def _joined(values: Sequence[str | None]) -> str | None:
    text = "".join("*" if value is None else value for value in values)
    return None if "/" not in text.partition("*")[0] and "*" in text else text
