"""Which calls of apt install recommended packages, and which of those somebody needs."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.effects.onward import onward
from slimmer.analysis.runtime.apt_names import named_packages
from slimmer.analysis.runtime.apt_settings import is_configured, is_of_nodesource, removing, unread_configuration
from slimmer.analysis.runtime.lost import in_scripts, wanted_behind
from slimmer.analysis.runtime.pip_installs import compiles_nothing, fetches_from_the_index
from slimmer.analysis.runtime.toolbox import is_toolbox, runs_script, started_script, starts_only
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.closures import OLDER_UBUNTU, closure, is_any_ubuntu, left_out, nearest, suite_named
from slimmer.knowledge.costs import Estimate
from slimmer.knowledge.images import image
from slimmer.knowledge.recommends import (
    Judgement,
    alike,
    callers_of_none,
    is_everywhere,
    is_harmless,
    judgement,
    matters_beside,
    more_recommended,
    of_others,
    once_recommended,
)
from slimmer.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class RecommendedInstall:
    """A call of apt that installs recommended packages into the image that is built.

    Attributes:
        kept: packages to install by name once the recommended ones are left out, sorted.
        estimate: what is saved then.
        blocked: why the recommended packages must stay, or None.
    """

    step: Step
    call: Call
    kept: tuple[str, ...]
    estimate: Estimate | None
    blocked: str | None


@fact
def recommended_installs(view: View) -> tuple[RecommendedInstall, ...]:
    """Every `apt-get install` of the target's stages that leaves recommended packages to apt, in order.

    Left out are those that bring nothing worth a change, as far as the package index tells.
    """
    return tuple(_found(view))


def _found(view: View) -> Iterator[RecommendedInstall]:
    named: set[str] = set()
    bare: set[str] = set()
    gone: set[str] = set()
    for call in calls(view).named("apt-get", "apt"):
        if not stages(view).reaches_target(call.step.stage):
            continue
        if call.subcommand in ("remove", "purge"):
            removed = set(named_packages(call)[0])
            named, bare, gone = named - removed, bare - removed, gone | removed
        if call.subcommand != "install":
            continue
        names, problem = named_packages(call)
        if not is_configured(view, call):
            found = _judged(view, call, names, problem, _Before(named, bare, gone))
            if found is not None:
                named.update(found.kept)
                yield found
        elif call.reach is not Reach.MAYBE:
            bare.update(names)
        if call.reach is not Reach.MAYBE:
            named.update(names)


@fact
def _removals(view: View) -> dict[str, tuple[int, int]]:
    """By package: the last call of apt that removes it by name, as its number and its line."""
    found: dict[str, tuple[int, int]] = {}
    for call in onward(view).named(("apt-get", "apt"), -1):
        names = named_packages(call)[0] if call.subcommand in _REMOVES else ()
        found.update(dict.fromkeys(names, (onward(view).number(call), call.line)))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    """What the calls before one did: packages named, those among them without what they recommend, and removed."""

    named: AbstractSet[str]
    bare: AbstractSet[str]
    gone: AbstractSet[str]


def _judged(
    view: View, call: Call, names: list[str], problem: str | None, before: _Before
) -> RecommendedInstall | None:
    need = _Need(view, call, names, before)
    blocked = problem or need.unknown() or unread_configuration(view, call)
    if blocked is not None:
        return RecommendedInstall(call.step, call, (), None, blocked)
    estimate = need.estimate(())
    if estimate.high < _WORTH:  # what must be kept makes it less
        return None
    kept, blocked = need.kept()
    if kept:
        blocked = blocked or need.unnameable(kept)
        estimate = need.estimate(kept)
        if estimate.high < _WORTH:
            return None
    return RecommendedInstall(call.step, call, kept if blocked is None else (), estimate, blocked)


_REMOVES = ("remove", "purge", "autoremove", "autopurge")
_WORTH = 1_000_000  # unpacked bytes below which no change is proposed


class _Need:
    """What the rest of the file asks of the packages of one call."""

    def __init__(self, view: View, call: Call, names: list[str], before: _Before) -> None:
        self.view, self.call, self.names, self.before = view, call, names, before
        first = call.step.stage.ground
        self.image = image(str(first)) if first is not None else None
        self.base = self.image.packages - before.gone if self.image is not None else frozenset()
        reference = str(first) if first is not None else ""
        self.suite = suite = (self.image.suite if self.image is not None else "") or suite_named(reference)
        self.release = nearest(suite, reference)
        self.is_exact = self.image is not None and self.image.suite == self.release
        self.doubted = once_recommended(suite) if not self.is_exact else (frozenset[str](), frozenset[str]())
        asked = (name for name in names if name != "nodejs" or not is_of_nodesource(view, call))
        known = [(name, each) for name in asked if (each := alike(name, self.release)) is not None]
        self.asked = [each for _, each in known]
        self.certain = [each for name, each in known if name == each]

    @cached_property
    def present(self) -> frozenset[str]:
        """The packages that are there before: asked only where all that the call names is known."""
        named, bare = self.before.named, self.before.bare
        whole, sparse = (
            self.added([known for name in names if (known := alike(name, self.release)) is not None], self.base)
            for names in (named - bare, bare)
        )
        return self.base | named | whole | (sparse - self.doubted[0] - self.doubted[1])

    @cached_property
    def brought(self) -> frozenset[str]:
        """The packages that the call installs as it is, as far as the table tells."""
        found = closure(self.asked, self.release, present=self.present)
        return found.packages if found is not None else frozenset()

    def unknown(self) -> str | None:
        """Why nobody knows what is recommended, or who else has what is."""
        if self.image is not None and self.image.has("apt-get") is False:
            return "the base image has no apt"
        unknown = [name for name in self.names if alike(name, self.release) is None]
        if unknown:
            return f"what {', '.join(unknown[:3])} recommends is not known"
        for name in self.names:
            package, command = of_others(name) or ("", "")
            is_there = package in (*self.names, *self.before.named) or (self.image and self.image.has(command))
            if package and not is_there:
                return f"{package}, which {name} recommends, may be needed"
        return None

    def added(self, packages: list[str], present: frozenset[str]) -> frozenset[str]:
        """The packages an installation adds without those that are only recommended."""
        found = closure(packages, self.release, recommends=False, present=present) if packages else None
        return found.packages if found is not None else frozenset()

    def kept(self) -> tuple[tuple[str, ...], str | None]:
        """What must be named now, and why nothing may be left out."""
        kept: list[str] = []
        judged: set[str] = set()
        more: str | None = ""
        named = frozenset((*self.before.named, *self.names))
        while more is not None:
            blocked = self.judge(kept, judged)
            if blocked is not None:
                return (), blocked
            more = wanted_behind(self.view, self.call, self.lost(kept), self.image, named)
            kept += [more] if more is not None else []
        lost, at = self.lost(kept), onward(self.view).number(self.call)
        gone = min((each for each in lost if _removals(self.view).get(each, (-1, 0))[0] > at), default=None)
        if gone is not None:
            line = _removals(self.view)[gone][1]
            return (), f"line {line} removes {gone}, which is recommended: apt may not know it then"
        name = in_scripts(lost, self.image)
        script = onward(self.view).first(runs_script, at) if name else None
        if script is not None:
            return (), f"{name} comes with what is recommended: {script.name} on line {script.line} may need it"
        return tuple(sorted(kept)), None

    def judge(self, kept: list[str], judged: set[str]) -> str | None:
        """Add what must be named of the packages that are recommended; why nothing may be left out."""
        missing = self.missing(kept)
        while waiting := missing - judged:
            name = min(waiting)
            judged.add(name)
            found = judgement(name)
            if found is None:
                return f"{name}, which is recommended, may be needed"
            reason = self.reason(found)
            if reason is not None and (found.refused or reason.startswith("?")):
                return f"{name} is recommended: {reason.removeprefix('?')}"
            if reason is not None:
                kept.append(name)
                missing = self.missing(kept)
        return None

    def lost(self, kept: list[str]) -> frozenset[str]:
        """All that is no longer installed, with what the recommended packages need and recommend in turn."""
        return self.brought - self.added([*self.asked, *kept], self.present)

    def unnameable(self, kept: tuple[str, ...]) -> str | None:
        """Why what is kept cannot be installed by name: the release may lack it, or it would stay for good."""
        other = next((name for name in kept if not self.is_exact and not is_everywhere(name)), None)
        if other is not None:
            return f"{other}, which is recommended, may have another name in this release"
        line = removing(self.view).get(self.call.step.stage.index, (0, 0))
        if line[0] >= self.call.step.outer.start:
            return f"line {line[1]} removes what was installed for others: {kept[0]}, named, would stay"
        return None

    def missing(self, kept: list[str]) -> frozenset[str]:
        """What may matter of the packages that are left out."""
        named = [*self.asked, *kept]
        found = left_out(named, self.release, self.present, self.doubted)
        if is_any_ubuntu(self.suite, self.release):
            found |= left_out(named, OLDER_UBUNTU, self.present, self.doubted)
        guessed = self.added(named, self.present) - self.added([*self.certain, *kept], self.present)
        found |= {each for each in guessed.difference(self.asked) if self.may_matter(each)}
        more = [names for name, names in more_recommended(self.suite).items() if name in self.brought]
        found |= frozenset().union(*more) - self.added([*self.asked, *kept], self.present) - self.present
        return frozenset(name for name in found if not is_harmless(name))

    def may_matter(self, guessed: str) -> bool:
        """Whether a package would be missed that one needs which is known by another like it, and may need less."""
        other = matters_beside(guessed)
        if other is None or other in self.names:
            return judgement(guessed) is not None
        beside = judgement(other)
        return beside is not None and self.reason(beside) is not None

    def reason(self, judged: Judgement) -> str | None:
        """Who asks for it; with "?" in front where only a script may, which is not read."""
        if judged.always:
            return "always"
        onwards = onward(self.view)
        at = onwards.number(self.call)
        for call in onwards.named(judged.calls, at):
            if judged.refused and self.is_exact and compiles_nothing(self.view, call):
                continue
            if "git+ssh" not in judged.words or not fetches_from_the_index(self.view, call):
                return f"line {call.line} calls {call.name}, and {judged.why}"
        if any(onwards.is_said(word, at) for word in judged.words):
            return "a script says so"
        if judged.is_wanted_beside(self.names):
            return "what is installed beside it"
        called_by = judged.called_by.intersection((*self.names, *self.asked))
        if called_by and not self.is_seen(called_by, at):
            return f"what a container starts may call {min(called_by)}, and {judged.why}"
        if judged.toolbox and is_toolbox(self.view):
            return f"who works in the image may call it, and {judged.why}"
        script = onwards.first(runs_script, at) if judged.calls and judged.scripts else None
        if script is None and judged.for_scripts:
            script = onwards.first(runs_script, at) or started_script(self.view)
            return f"{script.name} on line {script.line} may need it" if script is not None else None
        return f"?{script.name} on line {script.line} may need it" if script is not None else None

    def is_seen(self, programs: frozenset[str], at: int) -> bool:
        """Whether the file shows who calls some programs, and no more may do so in a container."""
        shown = any(onward(self.view).named(programs, at)) or starts_only(self.view, programs)
        return shown and starts_only(self.view, callers_of_none())

    def estimate(self, kept: tuple[str, ...]) -> Estimate:
        """The bytes saved, by the index of the release or of the one nearest to it."""
        found = closure([*self.asked, *kept], self.release, present=self.present)
        if found is None:
            return Estimate(0, 0, "")
        high = found.recommended
        return Estimate(high if self.is_exact else 0, high, f"{found.source.title}, {found.source.date}")
