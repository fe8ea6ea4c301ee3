"""The owner that `chown` is given, as the flag --chown has it, and whether an earlier one has given the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.naming import paths_of, texts_of
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.scripts import Step
from slimmer.analysis.copies.accounts import is_neutral
from slimmer.analysis.copies.copy_sources import is_remote, is_unpacked, sources
from slimmer.analysis.effects.concerned import concerned
from slimmer.analysis.effects.deeds import acts
from slimmer.analysis.structure import mounts, scope
from slimmer.analysis.view import View, fact, fact_of
from slimmer.model.globs import has_wildcards
from slimmer.model.scopes import Scope
from slimmer.syntax.nodes import Add, Copy, Instruction, Run
from slimmer.syntax.shell.words import DoubleQuoted, Literal, Parameter, Part, SingleQuoted

CHANGERS = frozenset(("usermod", "groupmod", "userdel", "groupdel", "deluser", "delgroup"))
"""Programs that change users and groups that are there."""
RECURSIVE = ("-R", "--recursive")
HARMLESS = frozenset((*RECURSIVE, "-v", "--verbose", "-c", "--changes", "-f", "--silent", "--quiet"))
_NEAR = 20
"""Instructions of the same place, COPY and ADD aside, among which an earlier chown is looked for."""
_ENDING = re.compile(r"\.\w+$")
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


def flags(view: View, copies: Sequence[Copy | Add], owner: str) -> tuple[tuple[Copy | Add, str], ...]:
    """The instructions that need the flag, with its value: not those that have it, nor any where it is usual."""
    if owner in ("0:0", "root:root", "root:0", "0:root") and not any(each.flag("from") for each in copies):
        return ()
    some = (each for each in copies if each.flag("chown") is None)
    return tuple((each, (_for_add(view, each, owner) or owner) if isinstance(each, Add) else owner) for each in some)


def _for_add(view: View, add: Add, owner: str) -> str:
    """The value as ADD can have it: no variable, for BuildKit expands them there since moby/buildkit#1473 (2020) alone.

    Returns:
        "" where the value of a variable is not certain.
    """
    value = scope(view, add).expand(owner)
    return value.text if value.is_certain and value.text and _OWNER.fullmatch(value.text) else ""


def no_flag(view: View, copies: Sequence[Copy | Add], owner: str) -> str | None:
    """Why an instruction cannot take the flag."""
    for each in copies:
        known = each.flag("chown")
        if known is not None and known.value != owner:
            return f"line {each.lines[0]} has --chown={known.value} already"
        if each.flag("link") is not None or each.flag("parents") is not None:
            return f"line {each.lines[0]} has a flag under which --chown does otherwise"
        if known is None and isinstance(each, Add) and "$" in owner and not _for_add(view, each, owner):
            return "ADD would need a variable in --chown, which BuildKit of 2020 and before does not expand there"
        if known is None and isinstance(each, Add) and _may_unpack(view, each):
            return f"what ADD on line {each.lines[0]} unpacks has its own owners, with --chown too before BuildKit 0.23"
    return None


def _may_unpack(view: View, add: Add) -> bool:
    """Whether one of the sources may be an archive of the context (moby/buildkit issues 1547 and 3700)."""
    for source in add.sources:
        text = scope(view, add).expand(source.text.strip('"')).text
        if text is None:
            return True
        if is_remote(text):
            continue
        named = [text] if not has_wildcards(text) or _ENDING.search(text) else []
        if not named and view.context is None:
            return True
        names = named or (sources(text, view.context) if view.context is not None else ())
        if any(is_unpacked(add, name) for name in names):
            return True
    return False


def given_before(view: View, call: Call, spot: Spot) -> int:
    """The number, in its stage, of a RUN in front of a recursive chown that ends with all at a spot the same owner's.

    What lay there before need not be looked at then: only what came since makes the second chown differ. -1 where
    there is none.
    """
    around, left = concerned(view, call.step.stage), _NEAR
    for instruction in around.before(around.number(call.step.outer), spot):
        if isinstance(instruction, (Copy, Add)):
            continue
        if isinstance(instruction, Run) and _gives(view, instruction, call, spot):
            return around.number(instruction)
        left -= 1
        if not left:
            break
    return -1


def _gives(view: View, run: Instruction, call: Call, spot: Spot) -> bool:
    """Whether a RUN gives all that lies at a spot the owner that `call` gives it, and does no more with it."""
    step = calls(view).step(run)
    of_step = calls(view).of(step) if step is not None else ()
    using = next((each for each in reversed(of_step) if any(acts(each, spot))), None)
    if using is None or not isinstance(run, Run) or any(mount.keeps_out for mount in mounts(view, run)):
        return False
    sure = using.reach is Reach.CERTAIN and not (using.place.subshell or using.place.piped or using.opened)
    plain = using.program == "chown" and using.has(*RECURSIVE) and all(use.name in HARMLESS for use in using.flags)
    if not (sure and plain and using.operands) or set(using.wrappers) - {"sudo"}:
        return False
    same = texts_of(using, using.operands[0]) == texts_of(call, call.operands[0])
    return same and any(paths_of(using, each) == (spot.path,) for each in using.operands[1:])


_RUNS_FILES = frozenset(("sh", "python", "node", "perl", "ruby", "php"))


def is_own_code(call: Call) -> bool:
    """Whether a call runs a script or program named by its path, which may write wherever it likes."""
    if call.program in _RUNS_FILES:
        return not call.opened and any(
            "/" in (each.known or "/") or "." in (each.known or "") for each in call.operands
        )
    head = call.head[0].known or "/"
    return call.table is None and ("/" in head or head.endswith(".sh"))


def own_code_between(view: View, step: Step, start: int) -> Call | None:
    """The first such call in the RUNs of a step's stage from a place in the file on, in front of the step."""
    found = _own_code(view).get(step.stage.index, [])
    at = bisect_left(found, start, key=lambda call: call.step.outer.start)
    return found[at] if at < len(found) and found[at].step.outer.start < step.outer.start else None


@fact
def _own_code(view: View) -> dict[int, list[Call]]:
    """By stage: the first such call of each RUN, in order."""
    found: dict[int, list[Call]] = {}
    for step in calls(view).runs:
        call = next(filter(is_own_code, calls(view).of(step)), None)
        if call is not None:
            found.setdefault(step.stage.index, []).append(call)
    return found


class Firsts(NamedTuple):
    """The numbers of the first calls of a script of some kinds; the number of all calls where there is none.

    Attributes:
        own_code: that runs code nobody knows.
        changing: that changes users.
        other: that may do anything to the list of users.
    """

    own_code: int
    changing: int
    other: int


@fact_of
def firsts_of(view: View, step: Step) -> Firsts:
    """Found once for all chowns of a script."""
    of_step = calls(view).of(step)
    kinds = (is_own_code, lambda call: call.name in CHANGERS, lambda call: not is_neutral(call))
    found = (next((at for at, call in enumerate(of_step) if is_kind(call)), len(of_step)) for is_kind in kinds)
    return Firsts(*found)
