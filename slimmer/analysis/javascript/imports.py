"""What one JavaScript or TypeScript file imports: `require`, `import`, `export from`, `import()`, `require.resolve`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.analysis.javascript.tokens import Kind, Token, tokens
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Imports:
    """The imports of one file.

    Attributes:
        names: module names as written, in order, each once.
        strings: the other texts in quotes, each once: a module may be named in one and loaded elsewhere.
        computed: the beginnings of calls whose module is only known when they run: `require(name)`.
        commands: texts of several words, which may be commands; of a template what stands before its first hole.
    """

    names: tuple[str, ...]
    strings: frozenset[str]
    computed: tuple[str, ...]
    commands: frozenset[str] = frozenset()


def imports(text: str) -> Imports:
    """The imports of a file; what TypeScript drops (`import type`) is left out. Never fails."""
    finder = _Finder(list(tokens(text)))
    names = dict.fromkeys(finder.names())
    strings = finder.strings - names.keys() - finder.types
    return Imports(tuple(names), frozenset(strings), tuple(dict.fromkeys(finder.computed)), finder.commands)


_LOADERS = ("require", "import")
_LONGEST = 400  # tokens from `import` to its `from`, and between brackets; characters of a command
_NAMES = re.compile(r"[\w$\s,*\u0080-\U0010ffff]*")
_TYPE = re.compile(r"type\b(?!\s*(?:,|from\b))")
_FROM = re.compile(r"(?:^|[\s,*])from$")
_END = Token(Kind.SIGN, "")


class _Finder:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.strings = {text for kind, text in found if kind is Kind.STRING}
        texts = (text for kind, text in found if kind in (Kind.STRING, Kind.TEMPLATE) and " " in text)
        self.commands = frozenset(text for text in texts if len(text) < _LONGEST)
        self.computed: list[str] = []
        self.types: set[str] = set()

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else _END

    def names(self) -> Iterator[str]:
        for index, (kind, text) in enumerate(self.tokens):
            if kind is not Kind.WORD or text == "module" or self.is_member(index):
                continue
            after = self.at(index + 1)
            if text in _LOADERS and after == Token(Kind.SIGN, "("):
                yield from self.argument(text, index + 2)
            elif text == "require" and after == Token(Kind.OTHER, ".resolve"):
                if self.at(index + 2).text == "(":
                    yield from self.argument("require.resolve", index + 3)
            elif text in ("import", "export"):
                yield from self.declared(index)

    def is_member(self, index: int) -> bool:
        """Whether a word is what something of another name has: `x.require`, not `module.require`."""
        kind, text = self.at(index - 1)
        if kind is not Kind.OTHER or not text.endswith(".") or text.endswith("..."):
            return kind is Kind.SIGN and text == "."
        return not (text == "." and self.at(index - 2) == Token(Kind.WORD, "module"))

    def argument(self, name: str, index: int) -> Iterator[str]:
        """The module a call names: one text, with nothing behind it but options."""
        kind, text = self.at(index)
        behind = self.at(index + 1)
        is_whole = behind.text == ")" or (behind.kind is Kind.OTHER and behind.text.startswith(","))
        if kind is Kind.STRING and is_whole:
            yield text
        elif not (kind is Kind.SIGN and text == ")") and not self.is_method(index - 1):
            self.computed.append(f"{name}({text}")

    def is_method(self, opening: int) -> bool:
        """Whether the brackets hold parameters of a method called `require` or `import`: a body follows."""
        depth = 0
        for index in range(opening, min(opening + _LONGEST, len(self.tokens))):
            kind, text = self.tokens[index]
            if kind is Kind.SIGN and text in "()":
                depth += 1 if text == "(" else -1
                if depth == 0:
                    return self.at(index + 1).text == "{" and not self.at(opening - 2).text.endswith("=")
        return False

    def declared(self, index: int) -> Iterator[str]:
        """`import x from "y"`, `import "y"`, `export * from "y"`; types alone bring nothing at run time."""
        head = self.at(index + 1)
        if head.kind is Kind.STRING and self.at(index).text == "import":
            yield head.text
            return
        is_type = head.kind is Kind.OTHER and _TYPE.match(head.text) is not None
        for at in range(index + 1, min(index + _LONGEST, len(self.tokens))):
            kind, text = self.tokens[at]
            behind = self.at(at + 1)
            if kind is Kind.OTHER and behind.kind is Kind.STRING and _FROM.search(text):
                if is_type:
                    self.types.add(behind.text)
                elif _NAMES.fullmatch(text):
                    yield behind.text
                return
            if not (kind is Kind.OTHER and _NAMES.fullmatch(text)) and not (kind is Kind.SIGN and text in "{}"):
                return
