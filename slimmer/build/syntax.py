"""The `# syntax=` directive, for an engine that cannot fetch frontends."""

from __future__ import annotations

import re

_DIRECTIVE = re.compile(rb"#[ \t]*([A-Za-z][A-Za-z0-9]*)[ \t]*=[ \t]*(\S.*?)[ \t]*\r?\n?$")
# Docker's own frontend, at any version: what the engine has built in is the same program.
_OWN = re.compile(rb"(?:docker\.io/)?docker/dockerfile(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?$")


def without_syntax(dockerfile: bytes) -> bytes:
    """The Dockerfile without the line that names Docker's own frontend; any other frontend stays.

    The line is taken away, not blanked: a comment in its place would end the directives that follow it.
    """
    lines = dockerfile.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, line in enumerate(lines):
        found = _DIRECTIVE.match(line)
        if found is None:
            break
        if found[1].lower() == b"syntax" and _OWN.match(found[2]):
            return b"\n".join([*lines[:number], *lines[number + 1 :]])
    return dockerfile
