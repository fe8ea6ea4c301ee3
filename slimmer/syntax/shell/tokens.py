"""The regular expressions of the scanner, and the terminals of operators."""

from __future__ import annotations

import re
from typing import Final

from slimmer.syntax.shell.nodes import Dialect
from slimmer.syntax.shell.words import AnsiQuoted, DoubleQuoted, Escape, SingleQuoted
from slimmer.text.rare import rare

_GAP = r"(?:[ \t]|\\\n)*+"
_STOPS = r"|&;()<>\\'\"`$*?\[{"
_WORD = rf"([^ \t\n{_STOPS}~#][^ \t\n{_STOPS}~]*+)(?=[ \t\n;&|)]|\Z)"
_BASH_REDIRECT = (
    r"([0-9]+(?=[<>])|\{[A-Za-z_][A-Za-z0-9_]*\}(?=[<>]))?(<<<|<<-|<<|<&|<>|<(?!\()|>>|>&|>\||>(?!\()|&>>?)"
)
_POSIX_REDIRECT = r"([0-9](?=[<>]))?(<<-|<<|<&|<>|<|>>|>&|>\||>)"
_TOKENS = {
    Dialect.BASH: rf"{_GAP}(?:{_WORD}|{_BASH_REDIRECT}|(&&|\|\||;;&|;;|;&|\|&|[&;|)])|(\n)|(#)|(\Z))?",
    Dialect.POSIX: rf"{_GAP}(?:{_WORD}|{_POSIX_REDIRECT}|(&&|\|\||;;|[&;|)])|(\n)|(#)|(\Z))?",
}
MATCHERS = {dialect: rare(pattern) for dialect, pattern in _TOKENS.items()}
BLANKS = re.compile(_GAP).match
BASH_FD = rare(r"[0-9]+|\{[A-Za-z_][A-Za-z0-9_]*\}")
TIME_OPTION = rare(r"(?:-p|--)(?=[ \t\n;&|<>()]|\Z)")
PLAIN, FD, REDIRECT, OPERATOR, NEWLINE, COMMENT, _END = range(1, 8)
OPERATORS = {
    "&&": "AND_IF", "||": "OR_IF", ";": "SEMI", "&": "AMP", "|": "PIPE", "|&": "PIPE_AMP",
    ";;": "DSEMI", ";&": "SEMI_AMP", ";;&": "DSEMI_AMP", ")": "RPAREN",
}  # fmt: skip
CLOSERS = frozenset(("THEN", "ELIF", "ELSE", "FI", "DO", "DONE", "ESAC", "RBRACE", "RPAREN", "DSEMI"))
"""What ends a list within a larger command."""
NO_COMMAND = frozenset((*OPERATORS.values(), *CLOSERS)) - {"SEMI"}
NO_POSIX_COMMAND = NO_COMMAND | {"SEMI", "NEWLINE", "EOF", "BANG"}
QUOTED: Final = (SingleQuoted, AnsiQuoted, DoubleQuoted, Escape)
"""Parts that make a here-document's delimiter a quoted one."""
ARITHMETICS: Final = frozenset(("ARITHMETIC", "ARITHMETIC_FOR"))
"""Terminals made of `(( ))`."""
