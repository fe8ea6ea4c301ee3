"""BuildKit's patterns in `${name#pattern}` and its kin: `*` and `?` only (shell/lex.go, v0.34)."""

from __future__ import annotations

import re

_GROUPS = re.compile(r"\$\$|\$\{(\w+)\}|\$(\w+)")


class PatternError(ValueError):
    """A pattern BuildKit refuses."""


def compiled(pattern: str, *, greedy: bool, anchored: bool) -> re.Pattern[str]:
    """The regular expression of a pattern (convertShellPatternToRegex).

    Raises:
        PatternError: on an escape of anything but `*`, `?` and a backslash.
    """
    out = ["\\A"] if anchored else []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            out.append(".*" if greedy else ".*?")
        elif char == "?":
            out.append(".")
        elif char == "\\":
            following = pattern[at : at + 1]
            if following and following in "}/":
                continue
            if not following or following not in "*?\\":
                raise PatternError(f"invalid escape '\\{following}'")
            out.append("\\" + following)
            at += 1
        else:
            out.append(re.escape(char))
    return re.compile("".join(out))


def without_prefix(pattern: str, value: str, *, greedy: bool) -> str:
    """`value` without the shortest or (greedy) longest prefix that matches."""
    found = compiled(pattern, greedy=greedy, anchored=True).search(value)
    return value[found.end() :] if found else value


def without_suffix(pattern: str, value: str, *, greedy: bool) -> str:
    """`value` without the shortest or (greedy) longest suffix that matches."""
    return without_prefix(_reversed(pattern), value[::-1], greedy=greedy)[::-1]


def replaced(pattern: str, replacement: str, value: str, *, everywhere: bool) -> str:
    """`value` with the first match, or all of them, replaced.

    All of them are replaced by Go's `ReplaceAllString`, which leaves out an empty match right behind another, and takes
    `$name` in the replacement for a group.
    """
    expression = compiled(pattern, greedy=True, anchored=False)
    if not everywhere:
        return expression.sub(lambda _: replacement, value, count=1)
    end = 0

    def instead(match: re.Match[str]) -> str:
        nonlocal end
        follows, end = match.end() == end and match.start() > 0, match.end()
        return "" if follows else _GROUPS.sub(lambda name: _group(name, match), replacement)

    return expression.sub(instead, value)


def _group(name: re.Match[str], match: re.Match[str]) -> str:
    """What Go's `Expand` puts for a `$name`: there are no groups but the whole match."""
    if name[0] == "$$":
        return "$"
    return match[0] if (name[1] or name[2]) == "0" else ""


def _reversed(pattern: str) -> str:
    """The pattern back to front, each escape still in front of what it escapes."""
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    return "".join(reversed(parts))
