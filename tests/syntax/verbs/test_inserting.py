"""A command put right behind another one: where it may stand, and how it is written there."""

from __future__ import annotations

import pytest

from slimmer.syntax.shell import walk
from slimmer.syntax.shell.nodes import SimpleCommand
from tests.syntax.verbs.test_verbs_table import outcome, site_of


def behind(text: str) -> str:
    """`zz` put behind the command `t`."""
    site = site_of(text)
    command = next(
        node for node in walk(site.script) if isinstance(node, SimpleCommand) and node.words[0].literal == "t"
    )
    return outcome(text, site.with_behind(command, "zz"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUN a && t x && b\n", "RUN a && t x && zz && b\n"),
        ("RUN t\n", "RUN t && zz\n"),
        ("RUN a; t; b\n", "RUN a; t && zz; b\n"),
        ("RUN a \\\n && t \\\n # c\n && b\n", "RUN a \\\n && t \\\n && zz \\\n # c\n && b\n"),
        ("RUN a && \\\n  # c\n  t && \\\n  b\n", "RUN a && \\\n  # c\n  t && \\\n  zz && \\\n  b\n"),
        ("RUN t \\\n  x && b\n", "RUN t \\\n  x && zz && b\n"),
        ("RUN a && t && b # c\n", "RUN a && t && zz && b # c\n"),
        ("RUN (a && t) && b\n", "RUN (a && t && zz) && b\n"),
        ("RUN { t; } && b\n", "RUN { t && zz; } && b\n"),
        ("RUN if a; then t; fi\n", "RUN if a; then t && zz; fi\n"),
        ("RUN for i in 1; do t; b; done\n", "RUN for i in 1; do t && zz; b; done\n"),
        ("RUN a | t && b\n", "RUN a | t && zz && b\n"),
        ("RUN set -e; a; t; b\n", "RUN set -e; a; t; zz; b\n"),
        ("RUN set -e; \\\n\ta; \\\n\tt; \\\n\tb\n", "RUN set -e; \\\n\ta; \\\n\tt; \\\n\tzz; \\\n\tb\n"),
        ("RUN set -e; a && t && b; c\n", "RUN set -e; a && t && zz && b; c\n"),
        ("RUN set -e; if a; then b; t; fi; c\n", "RUN set -e; if a; then b; t; zz; fi; c\n"),
        ("RUN set -e; if a; then t; fi; c\n", "RUN set -e; if a; then t; zz; fi; c\n"),
        ('SHELL ["/bin/sh", "-ec"]\nRUN a; t; b\n', 'SHELL ["/bin/sh", "-ec"]\nRUN a; t; zz; b\n'),
        ("RUN <<E\nset -e\na\nt\n# c\nb\nE\n", "RUN <<E\nset -e\na\nt\nzz\n# c\nb\nE\n"),
        ("RUN <<E\na\nt\nb\nE\n", "RUN <<E\na\nt && zz\nb\nE\n"),
        ("RUN a && \\\r\n t && \\\r\n b\r\n", "RUN a && \\\r\n t && \\\r\n zz && \\\r\n b\r\n"),
        ("ONBUILD RUN t && b\n", "ONBUILD RUN t && zz && b\n"),
    ],
)
def test_put_behind(text: str, expected: str) -> None:
    assert behind(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("RUN a && t || true\n", "the command's list holds `||`"),
        ("RUN t & b\n", "the command runs in the background"),
        ("RUN ! t && b\n", "the command's status is inverted"),
        ("RUN set -e; a && t; b\n", "`set -e` would no longer stop"),
        ("RUN set -e; t() { a; b; }; t; c\n", "`set -e` would no longer stop"),
        ("RUN t; exit 0\n", None),
    ],
)
def test_refused(text: str, reason: str | None) -> None:
    found = behind(text)
    assert found == "RUN t && zz; exit 0\n" if reason is None else found.startswith(f"No: {reason}")
