"""The packages that a call of apt names."""

from __future__ import annotations

import re

from slimmer.analysis.calls.calls import Call
from slimmer.text.rare import rare

_NAME = rare(r"[a-z0-9][a-z0-9+.-]*")


def named_packages(call: Call) -> tuple[list[str], str | None]:
    """The packages a call names, and why not all are known."""
    names: list[str] = []
    if not call.operands:
        return names, "no package is named: apt installs what others lack"
    for operand in call.operands:
        text = operand.known
        if text is None:
            return names, f"not known what is installed: {operand.value.why}"
        if ("/" in text and text.startswith((".", "/"))) or text.endswith(".deb"):
            return names, f"what the package file {text.rpartition('/')[2]} recommends is not known"
        name = re.split(r"[=/:]", text)[0]
        if operand.has_glob or not _NAME().fullmatch(name):
            return names, f"{text} may stand for several packages"
        names.append(name)
    return names, None
