"""What a RUN removes although an earlier instruction's layer keeps it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.downloads import unpacked
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.naming import folder_before, paths_of, word_texts
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.scripts import syntax_problem
from slimmer.analysis.effects.deeds import Deed, acts, says_what_it_uses
from slimmer.analysis.effects.named import asked
from slimmer.analysis.effects.uses import Use
from slimmer.analysis.leftovers.earlier import earlier_uses, is_empty, makes_it
from slimmer.analysis.leftovers.gainless import gainless
from slimmer.analysis.structure import mounts, stages
from slimmer.analysis.view import View, fact, fact_of
from slimmer.model.stages import Stage
from slimmer.records import dataclass
from slimmer.syntax.nodes import Add, Copy, Env, Run, Volume

_SHARED = frozenset(
    f"/{name}"
    for name in (
        *("", "bin", "boot", "dev", "etc", "home", "lib", "media", "mnt", "opt", "root", "run", "sbin", "srv", "sys"),
        *("tmp", "usr", "var", "var/tmp"),
    )
)
_KNOWN = tuple(
    f"/{name}/"
    for name in (
        *("bin", "etc", "lib", "lib64", "sbin", "var", "usr/bin", "usr/include", "usr/lib", "usr/lib64", "usr/libexec"),
        *("usr/local", "usr/sbin", "usr/share"),
    )
)
"""Where programs look for files that nobody names."""
_FOLDER_CHANGES = ("cd", "pushd", "popd")


@dataclass(frozen=True, slots=True, eq=False)
class BelatedRemoval:
    """An operand of `rm`, and the earlier RUN that could have removed the same.

    Attributes:
        step: the RUN of `call`.
        call: the `rm`.
        operand: what it names.
        maker: the RUN whose layer keeps it; None where there is a reason.
        spelt: how to name it at the end of `maker`.
        blocked: why the removal must stay where it is, or None.
    """

    step: Step
    call: Call
    operand: Argument
    maker: Step | None
    spelt: str
    blocked: str | None


@fact
def belated_removals(view: View) -> tuple[BelatedRemoval, ...]:
    """Every path that a RUN removes and an earlier instruction of its stage made, in order."""
    return tuple(_found(view))


def _found(view: View) -> Iterator[BelatedRemoval]:
    for step in calls(view).runs:
        if "rm " not in step.text or step.onbuild or not stages(view).reaches_target(step.stage):
            continue
        for call in calls(view).of(step):
            if call.program == "rm":
                for operand in call.operands:
                    found = _belated(view, step, call, operand)
                    if found is not None:
                        yield found


def _belated(view: View, step: Step, call: Call, operand: Argument) -> BelatedRemoval | None:
    named = paths_of(call, operand)
    if len(named) != 1 or paths.is_bare_name(named[0].replace("/", "")):
        return None
    last = paths.tail(named[0])
    letters = max(re.findall("[A-Za-z]+", paths.longest_literal(named[0])), key=len, default="")
    if not letters and not paths.is_exact(last):
        return None  # `/tmp/*`
    if view.text.find(letters, 0, step.outer.start) < 0:
        return None  # what made it named it, its version perhaps by a variable
    spot = Spot(named[0])
    earlier = earlier_uses(view, step, spot)
    made = [each for each in earlier if makes_it(each, spot)]
    is_gone = bool(earlier) and earlier[-1].deed is Deed.REMOVES and earlier[-1].exact
    if not made or is_gone:
        return None
    blocked = _kept(spot, _own(view, step, call, spot), earlier, made[-1]) or _moving(view, step, call, spot, earlier)
    maker = calls(view).step(earlier[-1].instruction)
    spelt = ""
    if blocked is None and maker is not None:
        spelt = _spelt(view, maker, call, operand, spot.path)
        blocked = None if spelt else f"it cannot be named in the same way at the end of line {maker.outer.lines[0]}"
    return BelatedRemoval(step, call, operand, maker if blocked is None else None, spelt, blocked)


def _own(view: View, step: Step, call: Call, spot: Spot) -> Call | None:
    """The call in front of `rm` that uses what it removes."""
    for _, each in asked(view, step, spot):
        if each is call:
            return None
        if any(acts(each, spot)):
            return each
    return None


def _kept(spot: Spot, own: Call | None, earlier: Sequence[Use], made: Use) -> str | None:
    """Why the path cannot go before the RUN that removes it now."""
    last = earlier[-1]
    if not paths.is_exact(spot.path):
        return "the pattern may match more than was made"
    if isinstance(made.instruction, (Copy, Add)):
        name = made.instruction.name
        return f"{name} on line {made.instruction.lines[0]} has a layer of its own: mount it into the RUN instead"
    if own is not None:
        line = last.instruction.lines[0]
        return f"`{own.name}` uses it here before it is removed: make one RUN of this one and line {line}"
    for each in earlier:
        if isinstance(each.instruction, (Env, Volume)):
            return f"{each.who} names it for others"
    elsewhere = [each for each in earlier if each.deed is Deed.MAKES and each.exact and not is_empty(each)]
    if not _makes(earlier, last) or any(each.instruction is not last.instruction for each in elsewhere):
        return f"{last.who} still uses it"
    return None


def _unseen(view: View, step: Step, call: Call, spot: Spot, maker: Step) -> str | None:
    """Who between the making and the removal may use the path without naming it.

    An archive that was unpacked where it was made has done its work; anything else may be what a program looks for.
    """
    if spot.path in _SHARED:
        return "other programs use that place without naming it"
    if any(file.path == spot.path for each in calls(view).of(maker) for file in unpacked(each)):
        return None
    linked = any(each.program == "ln" and any(acts(each, spot)) for each in calls(view).of(maker))
    is_known = linked or spot.path.startswith(_KNOWN) or "/." in spot.path
    found = _first_between(view, maker, step, is_known=is_known)
    if found is None:
        own = takewhile(lambda each: each is not call, calls(view).of(step))
        found = next((each for each in own if is_known or not says_what_it_uses(each)), None)
    if found is None:
        return None
    return f"line {found.line} runs `{found.name or 'a command'}`, which may use it without naming it"


def _first_between(view: View, maker: Step, step: Step, *, is_known: bool) -> Call | None:
    """The first call of the RUNs between two of a stage: of all, or of those that may use more than they say."""
    table = _calling(view, step.stage)[is_known]
    at = bisect_right(table, maker.outer.start, key=lambda each: each.step.outer.start)
    found = table[at] if at < len(table) else None
    return found if found is not None and found.step.outer.start < step.outer.start else None


@fact_of
def _calling(view: View, stage: Stage) -> tuple[list[Call], list[Call]]:
    """Of each RUN of a stage the first call that may use more than it says, and the first of all."""
    silent: list[Call] = []
    every: list[Call] = []
    for run in calls(view).in_stage(stage):
        of_run = calls(view).of(run) if run.is_run else ()
        every += of_run[:1]
        silent += islice((each for each in of_run if not says_what_it_uses(each)), 1)
    return silent, every


def _makes(earlier: Sequence[Use], last: Use) -> list[Use]:
    """How the instruction of `last` certainly makes the path."""
    return [each for each in earlier if each.instruction is last.instruction and each.deed is Deed.MAKES and each.exact]


def _of_last(earlier: Sequence[Use]) -> list[Use]:
    """The uses in the last instruction that has some."""
    return [each for each in earlier if each.instruction is earlier[-1].instruction]


def _moving(view: View, step: Step, call: Call, spot: Spot, earlier: Sequence[Use]) -> str | None:
    """Why the removal cannot run at the end of the RUN that used the path last."""
    if call.command is None or call.reach is not Reach.CERTAIN or call.place.subshell or call.place.piped:
        return "whether the removal runs depends on something"
    if set(call.wrappers) - {"sudo"}:
        return "the removal runs behind another program"
    maker = calls(view).step(earlier[-1].instruction)
    if maker is None or maker.onbuild or syntax_problem(maker) is not None:
        return "the earlier RUN's script cannot be read"
    if any(each.call is not None and each.call.place.background for each in _of_last(earlier)):
        return "what makes or uses it runs in the background"
    forced = call.has("-f", "--force")
    made = _makes(earlier, earlier[-1])
    surely = any(each.exact and each.call is not None and each.call.reach is Reach.CERTAIN for each in made)
    if not forced and not surely:
        return "`rm` without -f would fail if it were not there"
    unseen = _unseen(view, step, call, spot, maker) or _other(view, maker, step, call, spot)
    return unseen or gainless(view, maker, _of_last(earlier), _KNOWN)


def _other(view: View, maker: Step, step: Step, call: Call, spot: Spot) -> str | None:
    """What is different where the removal would run."""
    one, two = maker.scope, step.scope
    if one.user != two.user:
        return "the two RUNs run as different users"
    if one.shell.words != two.shell.words:
        return "the two RUNs run in different shells"
    if call.wrappers and not any(each.wrappers == call.wrappers for each in calls(view).of(maker)):
        return "the earlier RUN does not use sudo"
    for run in (maker.instruction, step.instruction):
        for mount in mounts(view, run) if isinstance(run, Run) else ():
            target = mount.target
            if target is None or spot.may_be_named_by(target) or spot.may_be_held_by(target):
                return "a mount of one of the two RUNs may hold it"
    if spot.may_be_named_by(folder_before(two)) and not paths.is_base(folder_before(two)):
        return "the RUN that removes it begins in it"
    return None


def _spelt(view: View, maker: Step, call: Call, operand: Argument, path: str) -> str:
    """A word that names `path` at the end of `maker`; "" where there is none."""
    of_maker = calls(view).of(maker)
    last = of_maker[-1]
    stays = not any(each.name in _FOLDER_CHANGES and not each.place.subshell for each in of_maker)
    folder = folder_before(maker.scope) if stays else paths.name(id(last))
    if operand.word is not None:
        texts = word_texts(operand.word, last.variables, maker.scope, folder)
        if [paths.joined(folder, text) for text in texts] == [path]:
            return call.step.text[operand.word.start : operand.word.end]
    is_plain = "\0" not in path and all(char.isalnum() or char in "/._+-" for char in path)
    return path if is_plain else ""


def removal(left: Sequence[BelatedRemoval]) -> str:
    """The command that removes all of them: as it is written, but for its operands."""
    call = left[0].call
    text = call.step.text
    flags = dict.fromkeys(id(use.argument) for use in call.flags)
    spelt = [text[each.word.start : each.word.end] for each in call.arguments if id(each) in flags and each.word]
    head = ["sudo", "rm"] if "sudo" in call.wrappers else ["rm"]
    return " ".join([*head, *spelt, *(each.spelt for each in left)])
