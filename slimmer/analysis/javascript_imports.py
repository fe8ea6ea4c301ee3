"""What one JavaScript or TypeScript file imports: `require`, `import`, `export from`, `import()`, `require.resolve`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from slimmer.analysis.javascript_tokens import Kind, Token, tokens


@dataclass(frozen=True, slots=True)
class Imports:
    """The imports of one file.

    Attributes:
        names: module names as written, in order, each once.
        strings: the other texts in quotes, each once: a module may be named in one and loaded elsewhere.
        computed: the beginnings of calls whose module is only known when they run: `require(name)`.
    """

    names: tuple[str, ...]
    strings: frozenset[str]
    computed: tuple[str, ...]


def imports(text: str) -> Imports:
    """The imports of a file; what TypeScript drops (`import type`) is left out. Never fails."""
    finder = _Finder(list(tokens(text)))
    names = dict.fromkeys(finder.names())
    strings = finder.strings - names.keys() - finder.types
    return Imports(tuple(names), frozenset(strings), tuple(dict.fromkeys(finder.computed)))


_LOADERS = ("require", "import")
_LONGEST = 400  # tokens between `import` and `from`; there are long lists of names


class _Finder:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.strings = {each.text for each in found if each.kind is Kind.STRING}
        self.computed: list[str] = []
        self.types: set[str] = set()

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else Token(Kind.SIGN, "")

    def names(self) -> Iterator[str]:
        for index, (kind, text) in enumerate(self.tokens):
            if kind is not Kind.NAME or (self.at(index - 1).text == "." and self.at(index - 2).text != "module"):
                continue
            if text in _LOADERS and self.calls(index + 1):
                yield from self.argument(text, index + 2)
            elif text == "require" and self.at(index + 1).text == "." and self.at(index + 2).text == "resolve":
                if self.calls(index + 3):
                    yield from self.argument("require.resolve", index + 4)
            elif text in ("import", "export"):
                yield from self.declared(index)

    def calls(self, index: int) -> bool:
        return self.at(index) == Token(Kind.SIGN, "(")

    def argument(self, name: str, index: int) -> Iterator[str]:
        """The module a call names: one text, with nothing behind it but options."""
        kind, text = self.at(index)
        if kind is Kind.STRING and self.at(index + 1).text in (")", ","):
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
                    return self.at(index + 1).text == "{" and self.at(opening - 2).text != "="
        return False

    def declared(self, index: int) -> Iterator[str]:
        """`import x from "y"`, `import "y"`, `export * from "y"`; types alone bring nothing at run time."""
        head = self.at(index + 1)
        if head.kind is Kind.STRING and self.at(index).text == "import":
            yield head.text
            return
        if head.kind is Kind.SIGN and head.text not in ("{", "*"):
            return
        is_type = head.text == "type" and self.at(index + 2).text not in ("from", ",")
        for at in range(index + 1, min(index + _LONGEST, len(self.tokens))):
            kind, text = self.tokens[at]
            if kind is Kind.NAME and text == "from" and self.at(at + 1).kind is Kind.STRING:
                if is_type:
                    self.types.add(self.at(at + 1).text)
                else:
                    yield self.at(at + 1).text
                return
            if kind is Kind.STRING or (kind is Kind.SIGN and text not in ("{", "}", ",", "*")):
                return
