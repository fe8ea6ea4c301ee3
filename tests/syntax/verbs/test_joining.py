from __future__ import annotations

import pytest

from slimmer.syntax.parser import parse
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.joining import joined
from slimmer.syntax.verbs.site import ShellSite, shell_site
from slimmer.text.source import Source


def join(text: str, count: int, command: str = "") -> str:
    """The text with its first RUNs made one, or why not."""
    tree = parse(Source.decode(text.encode()))
    runs = [each for each in tree.instructions if each.name == "RUN"][:count]
    sites = [shell_site(tree, run) for run in runs]
    answer = joined([each for each in sites if isinstance(each, ShellSite)], command)
    return answer.reason if isinstance(answer, No) else answer.apply(text)


@pytest.mark.parametrize(
    ("text", "count", "command", "expected"),
    [
        ("FROM x\nRUN a\nRUN b\nRUN c\n", 3, "", "FROM x\nRUN a \\\n    && b \\\n    && c\n"),
        ("FROM x\nRUN a\nRUN b\nRUN c\n", 2, "d", "FROM x\nRUN a \\\n    && b \\\n    && d\nRUN c\n"),
        ("FROM x\nRUN a\n", 1, "d", "FROM x\nRUN a && d\n"),
        ("FROM x\nRUN a\n", 1, "", "FROM x\nRUN a\n"),
        ("FROM x\nRUN a && \\\n  b\n# c\nRUN d\n", 2, "e", "FROM x\nRUN a && \\\n  b && \\\n# c\n  d && \\\n  e\n"),
        ("FROM x\r\nRUN a\r\n\r\nRUN b\r\n", 2, "c", "FROM x\r\nRUN a \\\r\n    && b \\\r\n    && c\r\n"),
    ],
)
def test_joined(text: str, count: int, command: str, expected: str) -> None:
    assert join(text, count, command) == expected


@pytest.mark.parametrize(
    ("text", "command", "reason"),
    [
        ("FROM x\nRUN a\nCOPY b .\nRUN c\n", "", "COPY on line 3 stands between the RUNs"),
        ("FROM x\nRUN a\nRUN b || true\n", "", "pure && chain"),
        ("FROM x\nRUN cd a\nRUN b\n", "", "`cd` changes the shell"),
        ("FROM x\nRUN a\nRUN b\n", "c; d", "not one simple command"),
    ],
)
def test_what_cannot_be_joined(text: str, command: str, reason: str) -> None:
    assert reason in join(text, 2, command)
