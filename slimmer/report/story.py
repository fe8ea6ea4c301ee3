"""The story of one file: what it builds, what each layer is thought to weigh, what was decided, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.structure import scopes, stages
from slimmer.analysis.view import View
from slimmer.estimate.weights import Prediction
from slimmer.knowledge.images import image
from slimmer.knowledge.vocabulary import Effect
from slimmer.model.hints import KEYS
from slimmer.model.stages import Stage
from slimmer.model.surroundings import Surroundings
from slimmer.passes.results import Applied, FileResult, Refused
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Safety
from slimmer.report import image_facts
from slimmer.report.layout import Block
from slimmer.report.sizes import bounds, expected
from slimmer.report.text import MEANING

_DEEDS = {
    Effect.INSTALLS: "installs",
    Effect.UPDATES_LISTS: "fetches package lists",
    Effect.UPGRADES: "upgrades",
    Effect.REMOVES_PACKAGES: "removes packages",
    Effect.CLEANS: "empties caches",
    Effect.BUILDS: "builds",
    Effect.DOWNLOADS: "downloads",
    Effect.EXTRACTS: "unpacks",
    Effect.RUNS: "runs other programs",
    Effect.CHANGES_OWNER: "changes owners",
    Effect.CHANGES_MODE: "changes modes",
    Effect.REMOVES: "removes files",
}
"""What is worth telling of a call."""
_BASES_USER = "the base image's user"


def story(
    result: FileResult, view: View, before: Prediction, settings: Settings, resting: Collection[str]
) -> Iterator[Block]:
    """Tell what is known of a file and what came of it.

    Args:
        result: what came of it.
        view: of the text as it is.
        before: what is predicted of its image.
        settings: those that held.
        resting: names of transforms that did not run, as the settings ask.
    """
    yield Block(f"{result.path}: stages", tuple(_stages(view)))
    yield Block("around it", tuple(_around(result.around)))
    yield Block("base image", tuple(_base(view)))
    yield Block("each RUN of the image", tuple(_runs(view)) or (("", "there is none"),))
    yield Block("layers, unpacked bytes as predicted", tuple(_layers(before)))
    yield Block("the container", tuple(_container(view)))
    yield Block("rewrites", tuple(_decided(result)) or (("", "nothing was found"),))
    left = tuple(_left(result.refusals))
    if left:
        yield Block("left alone", left)
    yield Block("what would change a decision", tuple(_ways(result, view, settings, resting)))


def _around(around: Surroundings) -> Iterator[tuple[str, str]]:
    """The build context, who builds the file, and what was told."""
    count = len(around.context.names) if around.context is not None else 0
    yield "context", f"{around.folder}, {count} file{'s' * (count != 1)}" if around.context is not None else "not known"
    yield "built by", ", ".join(use.title for use in around.uses)
    yield from (("note", note) for note in around.notes)
    for each in fields(around.hints):
        value = getattr(around.hints, each.name)
        if value:
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield "told", f"{each.name.replace('_', '-')}={shown}"


def _stages(view: View) -> Iterator[tuple[str, str]]:
    graph = stages(view)
    for stage in graph.stages:
        if stage.from_ is None:
            yield "", "none: a fragment without FROM, whose other parts are not known"
            continue
        base = stage.parent.title if stage.parent is not None else stage.base.text or stage.base.why
        assumed = "" if stage.base.is_certain or stage.base.text is None else f" ({stage.base.why})"
        yield f"line {stage.from_.lines[0]}", f"{stage.title}, on {base}{assumed}: {_use(view, stage)}"


def _use(view: View, stage: Stage) -> str:
    graph = stages(view)
    if stage is graph.target:
        return "built" if view.target else "built, for it is the last one"
    if graph.reaches_target(stage):
        return "its layers are part of the image"
    if not graph.is_needed(stage):
        return "not needed for this target"
    lines = sorted({used.instruction.lines[0] for used in graph.references if used.to is stage})
    return f"thrown away but for what is taken from it (line {', '.join(map(str, lines))})"


def _base(view: View) -> Iterator[tuple[str, str]]:
    target = stages(view).target
    first = stages(view).chain(target)[0] if target is not None else None
    if first is None or first.base.text is None:
        yield "", "not known" if first is None else f"not known: {first.base.why}"
        return
    if first.image is not None and first.image.is_scratch:
        yield "", "scratch: no files"
        return
    found = image(first.base.text)
    yield from image_facts.rows(first.base.text, found) if found else (("", f"nothing is known of {first.base.text}"),)


def _runs(view: View) -> Iterator[tuple[str, str]]:
    graph = stages(view)
    for step in calls(view).runs:
        if graph.reaches_target(step.stage):
            yield f"line {step.outer.lines[0]}", _told(view, step)


def _told(view: View, step: Step) -> str:
    who = f"as {step.scope.user.text or _user_of_base(view, step.stage)}"
    shell = step.scope.shell.program or "no shell"
    if step.problem is not None:
        return f"{who}: cannot be read, {step.problem}"
    deeds = dict.fromkeys(deed for call in calls(view).of(step) if (deed := _deed(call)))
    return f"{who}, by {shell}: {'; '.join(deeds) or 'nothing that weighs much'}"


def _user_of_base(view: View, stage: Stage) -> str:
    """Whom the base image runs as, where the file does not say."""
    first = stages(view).chain(stage)[0]
    found = image(first.base.text) if first.base.text is not None else None
    return _BASES_USER if found is None else found.user or "root"


def _deed(call: Call) -> str:
    name = f"{call.program} {call.subcommand}".rstrip(" ") or "a command that is not known"
    known = call.knowledge
    if known is None:
        return f"{name} (not known)"
    told = [what for effect, what in _DEEDS.items() if effect in known.effects]
    return f"{name} {' and '.join(told)}" if told else ""


def _layers(before: Prediction) -> Iterator[tuple[str, str]]:
    for layer in before.layers:
        told = [f"{part.what}: {bounds(part.low, part.high)}" for part in layer.parts]
        told += [f"not known: {each}" for each in layer.unknown]
        amount = bounds(layer.low, layer.high)
        more = f" ({'; '.join(told)})" if len(told) > 1 or layer.unknown else ""
        yield f"line {layer.instruction.lines[0]}", f"{layer.instruction.name} {amount}{more}"
    yield "total", bounds(before.low, before.high)


def _container(view: View) -> Iterator[tuple[str, str]]:
    target = stages(view).target
    if target is None:
        return
    scope = scopes(view).behind(target)
    yield (
        "user",
        scope.user.text or f"{_user_of_base(view, target)}, as the base image has it".removeprefix(f"{_BASES_USER}, "),
    )
    yield "workdir", scope.workdir.text or scope.workdir.why
    last = {each.name: each for stage in stages(view).chain(target) for each in stage.instructions}
    for name in ("ENTRYPOINT", "CMD", "HEALTHCHECK"):
        if name in last:
            text = " ".join(last[name].folded.text.split())
            yield name.lower(), f"{text} (line {last[name].lines[0]})"


def _decided(result: FileResult) -> Iterator[tuple[str, str]]:
    for applied in result.rewrites:
        yield from _finding(applied, "made")
    for applied in result.offered:
        yield from _finding(applied, "not made")
    for applied in result.advice:
        yield from _finding(applied, "never made by itself")


def _finding(applied: Applied, how: str) -> Iterator[tuple[str, str]]:
    estimate = applied.estimate
    saved = "what it saves is not known"
    if estimate is not None:
        saved = f"saves {expected(estimate.low, estimate.high)} unpacked ({estimate.source})"
    sure = f"{applied.safety.name}, {MEANING[applied.safety]}"
    yield f"line {applied.line}", f"{applied.transform}, {how} ({sure}): {applied.message}; {saved}"


def _left(refusals: tuple[Refused, ...]) -> Iterator[tuple[str, str]]:
    for refused in refusals:
        how = "suppressed" if refused.suppressed else "not rewritten"
        yield f"line {refused.line}", f"{refused.transform}, {how}: {refused.reason}"


def _ways(result: FileResult, view: View, settings: Settings, resting: Collection[str]) -> Iterator[tuple[str, str]]:
    offered = [each for each in result.offered if each.safety is Safety.BUILD]
    if offered:
        names = ", ".join(dict.fromkeys(each.transform for each in offered))
        yield "--unverified", f"makes {names} without a build that proves it"
    if result.refusals or result.offered:
        yield "--hint KEY=VALUE", f"tells what no file does ({', '.join(KEYS)})"
    if view.context is None:
        yield (
            "--context DIR",
            "shows what is copied: what it holds can allow what is refused now, or forbid what is made",
        )
    elif view.context.problems:
        yield "--context DIR", f"is not known as a whole: {view.context.problems[0]}"
    named = [each for each in stages(view).stages if each.name and each is not stages(view).target]
    if named:
        yield "--target STAGE", f"builds {', '.join(each.title for each in named)} instead; other layers count then"
    assumed = dict.fromkeys(
        stage.base.why for stage in stages(view).stages if stage.base.text is not None and not stage.base.is_certain
    )
    for why in assumed:
        yield "--build-arg", f"{why}: its default was taken"
    if any(each.suppressed for each in result.refusals):
        yield (
            "comments",
            "`# slimmer: ignore=` above an instruction leaves it alone; without it, it is rewritten",
        )
    if resting:
        asked = "--ignore" if settings.ignore else "--select"
        yield asked, f"lets these rest: {', '.join(sorted(resting))}"
    if result.rewrites or result.offered:
        yield "comments", "`# slimmer: ignore=NAME -- reason` on the line above an instruction keeps it as it is"
