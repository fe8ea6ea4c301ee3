"""The little of HCL that docker-bake.hcl files need: blocks with attributes of text, lists and maps of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from slimmer.records import dataclass

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r]+|\#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))
      | (?P<heredoc><<-?[ ]*(?P<mark>\w+)\n.*?(?:\n[ \t]*(?P=mark)[ \t]*(?=\n|\Z)|\Z))
      | (?P<text>"(?:[^"\\\n]|\\.)*")
      | (?P<open>"(?:[^"\\\n]|\\.)*)
      | (?P<name>[A-Za-z_][\w-]*)
      | (?P<sign>[{}\[\](),=\n])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
MAX_LENGTH = 200_000
_ESCAPES = {'\\"': '"', "\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\r": "\r"}
_PAIRS = {"{": "}", "[": "]", "(": ")"}


class HclError(ValueError):
    """Text that is not HCL; the message is a clause for a person."""


class Unread:
    """An attribute's value that only bake can compute: it holds a variable, a function, an operator."""


UNREAD = Unread()
Value = str | tuple[str, ...] | Mapping[str, str] | Unread


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top level: `target "web" { context = "." }`."""

    kind: str
    labels: tuple[str, ...]
    attributes: Mapping[str, Value]


_Token = tuple[str, str]


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a file; attributes outside of blocks are left out.

    Raises:
        HclError: a bracket without its other half, or too much text.
    """
    if len(text) > MAX_LENGTH:
        raise HclError(f"it has more than {MAX_LENGTH // 1000} kB")
    tokens = [(found.lastgroup or "", found[0]) for found in _TOKEN.finditer(text) if found.lastgroup != "space"]
    tokens = [("heredoc" if kind == "mark" else kind, each) for kind, each in tokens]
    return tuple(_blocks(_Reader(tokens)))


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at = tokens, 0

    def peek(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def next(self) -> _Token:
        token = self.peek()
        self.at += 1
        return token

    def line(self) -> list[_Token]:
        """The tokens up to the end of the line or the `}` that ends the block, brackets within them whole."""
        found: list[_Token] = []
        waiting: list[str] = []
        while True:
            kind, text = self.peek()
            if kind == "end":
                if waiting:
                    raise HclError(f"a {waiting[-1]} is missing")
                return found
            if not waiting and text in ("\n", "}"):
                return found
            self.at += 1
            if kind == "sign" and text in _PAIRS:
                waiting.append(_PAIRS[text])
            elif kind == "sign" and waiting and text == waiting[-1]:
                waiting.pop()
            found.append((kind, text))


def _blocks(reader: _Reader) -> Iterator[Block]:
    while reader.peek()[0] != "end":
        kind, text = reader.next()
        if kind != "name":
            continue
        labels: list[str] = []
        while reader.peek()[0] in ("text", "name"):
            labels.append(_unquoted(reader.next()[1]) or "")
        if reader.peek()[1] == "{":
            reader.next()
            yield Block(text, tuple(labels), dict(_attributes(reader)))
        else:
            reader.line()


def _attributes(reader: _Reader) -> Iterator[tuple[str, Value]]:
    """The attributes up to the `}` of the block; blocks inside it are skipped."""
    while True:
        kind, text = reader.next()
        if kind == "end":
            raise HclError("a } is missing")
        if text == "}":
            return
        if kind in ("name", "text") and reader.peek()[1] == "=":
            reader.next()
            yield _unquoted(text) or text, _value(reader.line())
        elif kind in ("name", "text"):
            reader.line()


def _value(tokens: list[_Token]) -> Value:
    inner = [token for token in tokens if token[1] not in ("\n", ",")]
    if len(inner) == 1 and inner[0][0] == "text":
        text = _unquoted(inner[0][1])
        return UNREAD if text is None else text
    if len(inner) >= 2 and inner[0][1] == "[" and inner[-1][1] == "]":
        texts = [_unquoted(text) if kind == "text" else None for kind, text in inner[1:-1]]
        return UNREAD if None in texts else tuple(text for text in texts if text is not None)
    if len(inner) >= 2 and inner[0][1] == "{" and inner[-1][1] == "}":
        return _map(inner[1:-1])
    return UNREAD


def _map(tokens: list[_Token]) -> Value:
    found: dict[str, str] = {}
    if len(tokens) % 3:
        return UNREAD
    for key, sign, value in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=True):
        text = _unquoted(value[1]) if value[0] == "text" else None
        if key[0] not in ("name", "text") or sign[1] != "=" or text is None:
            return UNREAD
        found[_unquoted(key[1]) or ""] = text
    return found


def _unquoted(text: str) -> str | None:
    """A word as it is, or the text between quotes; None where bake computes a part of it."""
    if not text.startswith('"'):
        return text
    inner = text[1:-1]
    if re.search(r"(?<!\$)\$\{|(?<!%)%\{", inner):
        return None
    return re.sub(r"\\.", lambda found: _ESCAPES.get(found[0], found[0]), inner, flags=re.DOTALL).replace("$${", "${")
