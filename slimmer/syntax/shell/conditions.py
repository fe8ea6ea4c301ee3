"""The tokens within bash's `[[ ]]`, after parse_cond_command in bash's parse.y."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slimmer.syntax.shell.nodes import ShellSyntaxError, Token
from slimmer.text.rare import rare

if TYPE_CHECKING:
    from slimmer.syntax.shell.reader import Reader

_BINARY = frozenset(("=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"))
_PATTERNS = {"=": "==", "==": "==", "!=": "==", "=~": "=~"}
_UNARY = rare(r"-[abcdefghknoprstuvwxzGLNORS]\Z")
_OPERATOR = rare(r"&&|\|\||[()]|[<>](?!\()")
_NAMES = {"&&": "AND_IF", "||": "OR_IF", "(": "LPAREN", ")": "RPAREN", "<": "COND_BINARY", ">": "COND_BINARY"}
_REDIRECTS = rare(r"[<>]")
_GAP = rare(r"(?:[ \t]|\\\n)*+")


def condition_token(reader: Reader, accepts: frozenset[str], operator: str) -> tuple[str, Any]:
    """The next token, and `reader.at` moved behind it.

    Args:
        reader: where to read.
        accepts: the terminals the parser accepts.
        operator: the binary operator just read, or "".

    Raises:
        ShellSyntaxError: no token of a condition.
    """
    text, end = reader.text, reader.end
    operand = accepts == {"COND_WORD"}
    at = _gap(reader, lines=not operand and "COND_BINARY" not in accepts)
    found = None if operand and operator == "=~" else _OPERATOR().match(text, at, end)
    if found is not None:
        reader.at = found.end()
        return _NAMES[found[0]], Token(at, reader.at, found[0])
    word = reader.word(at, pattern=_PATTERNS.get(operator, "") if operand else "")
    if not word.parts:
        raise ShellSyntaxError("the text ends within [[ ]]" if at >= end else "not allowed within [[ ]]", at)
    raw = text[word.start : word.end].replace("\\\n", "")
    reader.at = word.end
    if raw.isdecimal() and _REDIRECTS().match(text, word.end, end):
        raise ShellSyntaxError("a redirection within [[ ]]", at)
    if raw == "]]":
        return "COND_CLOSE", Token(at, word.end, raw)
    if "COND_BINARY" in accepts:
        return ("COND_BINARY" if raw in _BINARY else "WORD"), Token(at, word.end, raw)
    if not operand and raw == "!":
        return "BANG", Token(at, word.end, raw)
    if not operand and _UNARY().match(raw):
        return "COND_UNARY", Token(at, word.end, raw)
    return "COND_WORD", word


def _gap(reader: Reader, *, lines: bool) -> int:
    """Skip blanks, comments and, with `lines`, newlines, behind which here-documents may start."""
    at = reader.at
    while True:
        match = _GAP().match(reader.text, at, reader.end)
        at = match.end() if match is not None else at
        if lines and reader.text.startswith("\n", at, reader.end):
            at = reader.heredocs(at + 1)
        elif reader.text.startswith("#", at, reader.end):
            at = reader.comment(at)
        else:
            return at
