"""What dockerfile-parse, which shares no code with slimmer, makes of a file."""

from __future__ import annotations

import io


def instruction_names(data: bytes) -> list[str] | None:
    """The instructions in order, in upper case; None for a file it cannot read.

    It is imported here since only runs that change something need it.
    """
    from dockerfile_parse import DockerfileParser  # noqa: PLC0415

    try:
        structure = DockerfileParser(fileobj=io.BytesIO(data)).structure
    except Exception:  # noqa: BLE001  # whatever it stumbles over, it has no opinion then
        return None
    return [each["instruction"] for each in structure if each["instruction"] != "COMMENT"]
