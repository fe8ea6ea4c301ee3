"""Somebody else's text in Markdown, so that nothing in it becomes markup, a link, a mention or a reference.

Forges turn `@name`, `#1`, `owner/name#1`, commit hashes and addresses into links after Markdown is done with the text,
whatever was escaped: but not in code. So foreign text is always code, and the two characters that end a code span or a
cell of a table are replaced by others that look like them: how often a backslash must stand before them differs from
one program to the next.
"""

from __future__ import annotations

from html import escape

from slimmer.report.style import visible

_LOOK_ALIKE = str.maketrans({"`": "\u02cb", "|": "\u2502", "\t": " "})
_LONG = 120


def code(text: str, longest: int = _LONG) -> str:
    """A code span, in a table or elsewhere."""
    shown = cut(visible(text).translate(_LOOK_ALIKE).strip(" "), longest)
    return f"`{shown}`" if shown else "(empty)"


def tagged(text: str, longest: int = _LONG) -> str:
    """A code element, for a line that is HTML."""
    return f"<code>{escape(cut(visible(text).translate(_LOOK_ALIKE), longest))}</code>"


def fenced(text: str, lines: int = 12, longest: int = 200, language: str = "text") -> str:
    """The last lines of a log as a block of code; what is left out is said in its first line."""
    shown = [cut(visible(line.rstrip("\r")).translate(_LOOK_ALIKE), longest) for line in text.rstrip("\n").split("\n")]
    if len(shown) > lines:
        left_out = len(shown) - lines
        shown = [f"… {left_out:,} line{'' if left_out == 1 else 's'} left out …", *shown[-lines:]]
    body = "\n".join(shown)
    return f"```{language}\n{body}\n```"


def cut(text: str, longest: int) -> str:
    """The text, or its two ends and how much is missing between them."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]} … {len(text) - 2 * half:,} characters … {text[-half:]}"
