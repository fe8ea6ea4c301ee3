"""What npx has installed beside npm's downloads, and something behind runs out of there again."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.knowledge.vocabulary import Role


def run_again(view: View, step: Step) -> str | None:
    """Why `~/.npm/_npx` must stay as a RUN leaves it; None where nothing is known to run out of it behind."""
    some, graph, place = tuple(calls(view).named("npx")), stages(view), step.outer.start
    there = {
        _package(each)
        for each in some
        if each.step.is_run and each.step.outer.start <= place and graph.continues(step.stage, each.step.stage)
        if _installs(each)
    }
    for each in some:
        behind = each.step.outer.start > place and graph.continues(each.step.stage, step.stage)
        if behind and (name := _package(each)) in there and name:
            return f"line {each.line} runs {name} with npx, out of where it lies beside the cache"
    return None


def _installs(call: Call) -> bool:
    """Whether a call is meant for a package that the project does not hold: by its version, or by what is agreed to."""
    return call.meaning(Role.ASSUME_YES) is not None or call.has("-p") or "@" in _operand(call)[1:]


def _package(call: Call) -> str:
    operand = _operand(call)
    return operand[:1] + operand[1:].partition("@")[0]


def _operand(call: Call) -> str:
    """The package whose program is run, "" where it is not known."""
    named = call.flag("-p")
    if named is not None:
        return (named.value.text or "") if named.value is not None else ""
    return (call.operands[0].known or "") if call.operands else ""
