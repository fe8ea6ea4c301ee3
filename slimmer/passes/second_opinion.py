"""What dockerfile-parse, which shares no code with slimmer, makes of a file."""

from __future__ import annotations

import io

Seen = tuple[str, int, int]
"""An instruction in upper case, and its first and last line, counted from 1."""


def instructions(data: bytes) -> list[Seen] | None:
    """The instructions in order; None for a file it cannot read.

    It is imported here since only runs that change something need it.
    """
    from dockerfile_parse import DockerfileParser  # noqa: PLC0415  only a file that is changed is read by it

    try:
        structure = DockerfileParser(fileobj=io.BytesIO(data)).structure
    except Exception:  # noqa: BLE001  # whatever it stumbles over, it has no opinion then
        return None
    found = ((each["instruction"], each["startline"] + 1, each["endline"] + 1) for each in structure)
    return [each for each in found if each[0] != "COMMENT"]
