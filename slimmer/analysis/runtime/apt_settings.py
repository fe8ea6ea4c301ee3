"""What decides beside a call of apt whether recommended packages are installed: flags, and configurations in files."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.vocabulary import Role
from slimmer.syntax.nodes import Add, Copy, Instruction


def is_configured(view: View, call: Call) -> bool:
    """Whether it is said already, either way: by a flag, with -o, or in a file that a RUN wrote before."""
    if call.meaning(Role.NO_RECOMMENDS) or call.meaning(Role.RECOMMENDS):
        return True
    if any("install-recommends" in (each.known or "").lower() for each in call.arguments):
        return True
    before = (each for each in _written(view) if each.outer.start <= call.step.outer.start)
    return any(stages(view).continues(call.step.stage, each.stage) for each in before)


@fact
def _written(view: View) -> tuple[Step, ...]:
    """The RUNs that write what apt does about recommended packages into a file."""
    steps = (step for step in calls(view).runs if _writes_configuration(step))
    return tuple(step for step in steps if "install-recommends" in step.text.lower())


def _writes_configuration(step: Step) -> bool:
    return "apt.conf" in step.text or "/etc/apt/" in step.text or "APT_CONFIG" in step.text


def unread_configuration(view: View, call: Call) -> str | None:
    """What brings a configuration of apt before a call that nobody reads here; None where nothing does."""
    for stage in stages(view).chain(call.step.stage) if _brought(view) else ():
        for instruction in _brought(view).get(stage.index, ()):
            if stage is not call.step.stage or instruction.start < call.step.outer.start:
                return f"line {instruction.lines[0]} brings a configuration of apt that is not known"
    return None


@fact
def _brought(view: View) -> dict[int, list[Instruction]]:
    """What copies a configuration of apt, by stage."""
    found: dict[int, list[Instruction]] = {}
    for stage in stages(view).stages:
        for instruction in stage.instructions:
            if isinstance(instruction, (Copy, Add)) and instruction.destination is not None:
                target = instruction.destination.text
                if target.startswith("/etc/apt") and "sources" not in target and "trusted" not in target:
                    found.setdefault(stage.index, []).append(instruction)
    return found


def is_of_nodesource(view: View, call: Call) -> bool:
    """Whether nodejs comes from NodeSource's repository, whose package recommends none (unlike Debian's)."""
    known = calls(view)
    indices = {stage.index for stage in stages(view).chain(call.step.stage)}
    some = known.runs if known.mention("nodesource") else ()
    before = (each for each in some if each.stage.index in indices and each.outer.start <= call.step.outer.start)
    return any("nodesource" in each.text for each in before)


@fact
def removing(view: View) -> dict[int, tuple[int, int]]:
    """By stage: where the last RUN stands that has apt remove what nobody needs any more, and the line."""
    some = (
        each
        for each in calls(view).named("apt-get", "apt")
        if each.subcommand in ("autoremove", "autopurge") or each.has("--auto-remove", "--autoremove")
    )
    return {each.step.stage.index: (each.step.outer.start, each.line) for each in some}
