"""What text looks like on a terminal: colours, and characters that must not reach it as they are."""

from __future__ import annotations

import re

from slimmer.records import dataclass
from slimmer.text.rare import rare

_CODES = {
    "path": "1",
    "name": "36",
    "bad": "1;31",
    "caution": "33",
    "good": "32",
    "faint": "2",
    "added": "32",
    "removed": "31",
    "hunk": "36",
}
"""SGR parameters (ECMA-48, 8.3.117) by what is said; only colours that both light and dark backgrounds carry."""

# Control characters, and the bidirectional ones that show text in an order that is not its own.
_UNSHOWN = rare("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Style:
    """How to mark words.

    Attributes:
        colour: whether the reader is a terminal that shows colours.
        width: columns; excerpts are cut to it.
    """

    colour: bool = False
    width: int = 100

    def __call__(self, text: str, meaning: str) -> str:
        """The text in the colour of what it means (a key of the table above)."""
        return f"\x1b[{_CODES[meaning]}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Style()


def visible(text: str) -> str:
    r"""The text with control characters spelled `\x1b`, so that a file cannot command the terminal."""
    return _UNSHOWN().sub(_spelled, text)


def visible_lines(text: str) -> str:
    """The same for a text of several lines, whose ends stay."""
    return "\n".join(map(visible, text.split("\n")))


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, as surrogateescape decodes it
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def columns(text: str) -> int:
    """How many columns a terminal gives the text (Unicode Standard Annex 11: wide and full-width take two)."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # noqa: PLC0415  only such text needs the tables

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
