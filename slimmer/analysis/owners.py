"""The owner that `chown` is given, as the flag --chown has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from slimmer.analysis.call import Call
from slimmer.model.scopes import Scope
from slimmer.syntax.shell.words import DoubleQuoted, Literal, Parameter, Part, SingleQuoted

_OWNER = re.compile(r"([A-Za-z0-9_${}-]*)(:?)([A-Za-z0-9_${}-]*)")


def flag_for(call: Call, around: Sequence[Scope], *, usual_group: bool) -> str:
    """The value of --chown that does the same as the first operand of `chown`; "" where there is none.

    BuildKit reads `user` as the user with its own group, and a number as both; chown leaves the group alone.
    (solver/llbsolver/file/user_linux.go; a name it does not find is root, without a word.)

    Args:
        call: the chown.
        around: what holds at each COPY that would get the flag.
        usual_group: whether all that is copied belongs to root's group.
    """
    word = call.operands[0].word
    text = "".join(_spelt(part, call, around) for part in word.parts) if word is not None else ""
    found = _OWNER.fullmatch(text)
    if found is None or not (found[1] or found[3]):
        return ""
    user, colon, group = found.groups()
    if user and group:
        return text
    if user and colon:
        return "" if user.isdecimal() or "$" in user else user  # the login group of a name
    return f"{user or '0'}:{group or '0'}" if usual_group else ""


def _spelt(part: Part, call: Call, around: Sequence[Scope]) -> str:
    """A part of the owner as the flag can have it: a variable must be one of the file, and the same there."""
    if isinstance(part, (Literal, SingleQuoted)):
        return part.value
    if isinstance(part, DoubleQuoted):
        return "".join(_spelt(each, call, around) for each in part.parts)
    if isinstance(part, Parameter) and not (part.operator or part.prefix or part.index):
        value = call.step.scope.variables.get(part.name)
        own = call.variables.get(part.name, value)
        if value is not None and own is value and all(each.variables.get(part.name) == value for each in around):
            return f"${{{part.name}}}"
    return "\0"


def expanded(owner: str, around: Scope) -> str:
    """The value of the flag with its variables' values; a NUL where one is not known."""
    text = around.expand(owner).text
    return text if text is not None else "\0"
