"""Joins (backslash newline) within an operator, which the scanner does not look for.

Shells drop joins before they look at characters; where one stands between words or within one, the scanner
knows. Within an operator (`&` join `&`) they are so rare that the text is copied without them instead.
"""

from __future__ import annotations

from slimmer.text.rare import rare

_JOINED = rare(
    r"(?:(?<=[&|;<>])(?:\\\n)+(?=[&|;<>(])"
    r"|(?<=\$)(?:\\\n)+(?=[A-Za-z0-9_@*#?$!({'\"\[-])"
    r"|(?:(?<=[ \t\n;&|(][0-9])|(?<=\A[0-9]))(?:\\\n)+(?=[0-9]*[<>])"
    r"|(?<=<<)(?:\\\n)+(?=-)|(?<==)(?:\\\n)+(?=\()"
    r"|(?<=\()(?:\\\n)+(?=\())"
)
# Within single quotes, comments and quoted here-documents there are no joins.
_KEPT = rare(r"['#]|<<-?[ \t]*(?:\"|\\(?!\n))")


def without_joins(text: str) -> tuple[str, list[int]] | None:
    """The text without joins in operators, and the offset each of its characters and its end had before.

    Returns:
        None where there are none, or where some may be none.
    """
    if "\\\n" not in text or _KEPT().search(text) is not None or _JOINED().search(text) is None:
        return None
    pieces: list[str] = []
    origins: list[int] = []
    read = 0
    for found in _JOINED().finditer(text):
        pieces.append(text[read : found.start()])
        origins += range(read, found.start())
        read = found.end()
    pieces.append(text[read:])
    origins += range(read, len(text) + 1)
    return "".join(pieces), origins
