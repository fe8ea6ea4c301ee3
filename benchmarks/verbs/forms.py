"""Instructions and scripts in the forms in which the judge compares them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tests.oracle.oracle import Instruction

Printed = Callable[[str], str | None]
"""Bash's own print of a script, None where bash refuses it."""


def joined(one: Instruction, two: Sequence[Instruction], printed: Printed) -> Iterator[str]:
    """Whether the scripts of `two`, with `&&` between, are the script of `one`."""
    texts = [script_of(each) for each in (one, *two)]
    prints = [printed(text) for text in texts if text is not None]
    if len(prints) < 3 or prints[0] is None:
        return
    if prints[1] is None or prints[2] is None:
        yield "bash refuses a part"
    elif f"{prints[1].rstrip()} && {prints[2].rstrip()}" != prints[0].rstrip():
        yield "the parts do not make the whole"


def facts(instruction: Instruction) -> tuple[object, ...]:
    """What an instruction says, without where it stands."""
    return (frame(instruction), instruction.original, instruction.args)


def frame(instruction: Instruction) -> tuple[object, ...]:
    """An instruction around its script."""
    inner = instruction.onbuild
    heredocs = tuple((each.name, each.expand, each.chomp, each.fd) for each in instruction.heredocs)
    mine = (instruction.name, instruction.flags, instruction.json, heredocs, instruction.shebang)
    return (*mine, frame(inner)) if inner else mine


def script_of(instruction: Instruction) -> str | None:
    """What the shell is given."""
    instruction = instruction.onbuild or instruction
    if instruction.json or instruction.name not in ("run", "cmd", "entrypoint", "healthcheck"):
        return None
    return instruction.body if instruction.body is not None else (instruction.args or (None,))[-1]


def squeezed(text: str) -> str:
    """Text without blanks, joins, comment lines and what bash writes for a newline."""
    text = re.sub(r"^[ \t]*#.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"[\s;\\]", "", text)


def packed(text: str) -> str:
    """A printed script without empty lines and the ends of its last command."""
    return re.sub(r"\n\s*\n", "\n", text).strip(" \n;")


def known(old: str, parts: tuple[str, ...]) -> list[str]:
    """The forms in which `old` may be gone: as written, and as bash prints it."""
    return [squeezed(old), *(squeezed(part) for part in parts), *(squeezed(part).removeprefix(":") for part in parts)]


def bare(text: str) -> str:
    """Text of a file, squeezed, without joins of either escape character."""
    return squeezed(re.sub(r"`[ \t\r]*$", "", text, flags=re.MULTILINE)).replace("`", "")


def common(left: str, right: str) -> int:
    """The length of the common start."""
    return next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
