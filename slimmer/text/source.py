"""Turn the bytes of a file into text and back without losing one of them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from slimmer.errors import InputError
from slimmer.records import dataclass, field

BOM = "\ufeff"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00#\x00", b"#\x00", b"F\x00R\x00", b"\x00F\x00R")


@dataclass(frozen=True, eq=False)
class Source:
    """One file's text. Spans everywhere are half-open `[start, end)` in code points of `text`.

    Attributes:
        path: the name shown in messages and diffs.
        text: utf-8 decoded with `surrogateescape`, so that `data` gives every byte back; a byte-order mark
            and carriage returns are kept.
    """

    path: str
    text: str = field(repr=False)

    @classmethod
    def decode(cls, data: bytes, path: str = "<text>") -> Source:
        """Decode file contents.

        Raises:
            InputError: NUL bytes or UTF-16/32: no Dockerfile, and no builder would run it.
        """
        if data.startswith(_WIDE_MARKS):
            raise InputError(path, "is UTF-16 or UTF-32 text; save it as UTF-8 (for example with iconv)", 1)
        nul = data.find(b"\0")
        if nul >= 0:
            line = data.count(b"\n", 0, nul) + 1
            raise InputError(path, "holds a NUL byte: a binary file, or a damaged one; remove the byte", line)
        return cls(path, data.decode("utf-8", "surrogateescape"))

    @property
    def data(self) -> bytes:
        """The bytes of the file, exactly as they were read."""
        return encode(self.text)

    @cached_property
    def newline(self) -> str:
        r"""The line ending an inserted line must use: `\r\n` where the first ended line has it, else `\n`."""
        at = self.text.find("\n")
        return "\r\n" if at > 0 and self.text[at - 1] == "\r" else "\n"

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        r"""Offset of each physical line; only `\n` ends a line, as in BuildKit's parser."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

    def line_of(self, offset: int) -> int:
        """The 1-based physical line that holds `offset`."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column (code points) of `offset`."""
        line = self.line_of(offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        r"""The text of 1-based `line` without its `\n` or `\r\n`."""
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].removesuffix("\r")

    @cached_property
    def invalid_utf8_lines(self) -> tuple[int, ...]:
        """1-based lines that hold bytes which are not UTF-8; they are kept as they are."""
        if self.text.isascii():
            return ()
        lines = (self.line_of(at) for at, char in enumerate(self.text) if "\udc80" <= char <= "\udcff")
        return tuple(dict.fromkeys(lines))

    @cached_property
    def bare_return_lines(self) -> tuple[int, ...]:
        r"""1-based lines that hold a `\r` which is not part of their end: the line ends of old Macintoshes, mostly."""
        text = self.text.removesuffix("\r")  # the last line's end, where no `\n` follows
        if text.count("\r") == text.count("\r\n"):
            return ()
        bare = (at for at, char in enumerate(text) if char == "\r" and text[at + 1 : at + 2] != "\n")
        return tuple(dict.fromkeys(map(self.line_of, bare)))


def encode(text: str) -> bytes:
    """The bytes of decoded text, the inverse of `Source.decode`."""
    return text.encode("utf-8", "surrogateescape")
