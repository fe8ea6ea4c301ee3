"""How text between brackets is read, up to the one that closes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple


class Enclosure(NamedTuple):
    """What counts between an opening that was read and its close.

    Attributes:
        close: the character that ends it.
        opening: the character that makes one more `close` necessary; "" where nothing nests.
        plain: matches a run of characters that mean nothing here.
        quotes: which of the two quotes do quote.
        process: whether bash reads `<( )` and `>( )`.
        quoted: whether all this is within double quotes.
    """

    close: str
    opening: str
    plain: Callable[[str, int, int], re.Match[str] | None]
    quotes: str = "'\""
    process: bool = False
    quoted: bool = False


_IN_BRACES = re.compile(r"[^}\\'\"`$<>]+").match
_IN_BRACKETS = re.compile(r"[^\[\]\\'\"`$<>]+").match
_IN_PARENS = re.compile(r"[^()\\'\"`$]+").match

BRACES: Final = Enclosure("}", "", _IN_BRACES, process=True)
"""Within bash's `${ }`; the first unquoted brace closes."""
QUOTED_BRACES: Final = BRACES._replace(quoted=True)
"""The same within double quotes: single quotes quote there all the same."""
POSIX_BRACES: Final = Enclosure("}", "", _IN_BRACES)
"""Within `${ }`."""
POSIX_QUOTED_TRIM: Final = POSIX_BRACES._replace(quoted=True)
"""Within `"${name#...}"`, where what follows is a pattern of its own."""
POSIX_QUOTED_BRACES: Final = POSIX_QUOTED_TRIM._replace(quotes='"')
"""Within `"${ }"`, where a single quote is text (Austin Group interpretation 221)."""
INDEX: Final = Enclosure("]", "[", _IN_BRACKETS, process=True)
"""Within the brackets of an array's index."""
OLD_ARITHMETIC: Final = Enclosure("]", "[", _IN_BRACKETS)
"""Within bash's `$[ ]`."""
PARENS: Final = Enclosure(")", "(", _IN_PARENS)
"""Within the parentheses of bash's arithmetic and extended patterns."""
POSIX_PARENS: Final = Enclosure(")", "(", _IN_PARENS, quotes="")
"""Within the parentheses of dash's arithmetic, where quotes are text."""
