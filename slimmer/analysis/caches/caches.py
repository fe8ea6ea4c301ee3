"""Caches of package managers: which calls fill them, what of it stays in a layer, and who needs it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from slimmer.analysis.caches.absent import removed_by_name
from slimmer.analysis.caches.apk import fetches_itself, goes_on_without_index, tells
from slimmer.analysis.caches.filling import fills, needs, never_fetches, refreshes
from slimmer.analysis.caches.installers import may_install
from slimmer.analysis.caches.offline import takes_from, wanted_offline
from slimmer.analysis.caches.settings import filled_on_purpose, kept_on_purpose, set_and_named, switched_off
from slimmer.analysis.calls.calls import Call, Step, calls, mentions
from slimmer.analysis.calls.scripts import syntax_problem
from slimmer.analysis.effects.behind import needed_behind, taken_from
from slimmer.analysis.effects.cache_paths import Emptied, cache_paths, cleaned_by, homes, moved, on_mount, other_root
from slimmer.analysis.effects.missed import missed, missed_within
from slimmer.analysis.structure import mounts, stages
from slimmer.analysis.view import View, fact_of
from slimmer.knowledge.programs import fillers
from slimmer.knowledge.vocabulary import Cache, Effect, Role
from slimmer.records import dataclass
from slimmer.syntax.nodes import Run


@dataclass(frozen=True, slots=True, eq=False)
class CacheLeft:
    """A RUN whose layer keeps a cache.

    Attributes:
        step: the RUN.
        calls: those that fill the cache and leave it there, in order.
        caches: which it is; several where it depends on the program's version.
        reaches: whether the layer is in the image that is built.
        blocked: why the cache must stay, or None.
    """

    step: Step
    calls: tuple[Call, ...]
    caches: tuple[Cache, ...]
    reaches: bool
    blocked: str | None

    @property
    def call(self) -> Call:
        """The last call that fills it."""
        return self.calls[-1]

    def moved(self, call: Call) -> str | None:
        """Why another call of its program need not find the cache that a call fills: a flag, or the build; or None."""
        if call.is_named_by_build:
            return "a build may be told to run another program there (--build-arg)"
        return next((why for cache in self.caches if (why := moved(call, cache)) is not None), None)

    @property
    def places(self) -> tuple[str, ...]:
        """The folders of the caches, absolute: below each home that the user may have."""
        places = [place for cache in self.caches for place in cache_paths(self.call, cache)]
        spelt = [home + place[1:] for place in places if place[0] == "~" for home in homes(self.call)]
        return (*(place for place in places if place[0] == "/"), *spelt)

    @property
    def other_root(self) -> str | None:
        """What puts the cache below a folder that a call takes for the root: a flag or `chroot`; or None."""
        return next((what for call in self.calls if (what := other_root(call)) is not None), None)


@fact_of
def caches_left(view: View, *wanted: str) -> tuple[CacheLeft, ...]:
    """Every RUN that leaves one of the caches (their names in the tables) in its layer, in order.

    Not among them: what lies on a mount, what the environment or a flag switches off, what the same RUN cleans
    or removes behind the call, and what a call may leave that runs something else first (`npx`).
    """
    return tuple(_left(view, wanted))


def _left(view: View, wanted: tuple[str, ...]) -> Iterator[CacheLeft]:
    words = _words(wanted)
    for step in calls(view).runs if calls(view).mention(*words) else ():
        if not mentions(step, *words):
            continue
        of_step = calls(view).of(step)
        emptied = Emptied(of_step)
        kept = [
            (call, filled)
            for at, call in enumerate(of_step)
            if (filled := fills(call, wanted)) and not _kept_out(view, call, filled) and not emptied(at, call, filled)
        ]
        if kept:
            caches = tuple(dict.fromkeys(cache for _, filled in kept for cache in filled))
            left = CacheLeft(step, tuple(call for call, _ in kept), caches, False, None)
            if not stages(view).reaches_target(step.stage):
                yield left
            else:
                yield CacheLeft(step, left.calls, caches, True, _blocked(view, left))


@lru_cache(maxsize=16)
def _words(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """One of them stands in each script that fills one of the caches: the names of programs."""
    words = {word.partition("*")[0] for cache in wanted for word in fillers(cache)}
    return tuple(word for word in sorted(words) if not any(other in word for other in words - {word}))


def _kept_out(view: View, call: Call, filled: tuple[Cache, ...]) -> bool:
    if any(switched_off(view, call, cache) for cache in filled):
        return True
    run = call.instruction
    around = mounts(view, run) if isinstance(run, Run) else ()
    return bool(around) and any(on_mount(call, around, cache) for cache in filled)


def _blocked(view: View, left: CacheLeft) -> str | None:
    """Why the cache must stay where it is, or cannot be removed there."""
    call = left.call
    system = all(place.startswith("/") for cache in left.caches for place in cache.paths)
    if system and left.step.scope.is_root is False and "sudo" not in call.wrappers:
        return "the RUN's USER is not root and could not remove it"
    if (line := kept_on_purpose(view, left.step, left.caches[0])) is not None:
        return f"line {line} asks to keep it (keepcache)"
    if filled_on_purpose(view, left.step):
        return "a comment says that the cache is filled on purpose"
    if not system and (reason := set_and_named(view)) is not None:
        return reason
    found = left.places
    use = _Use.of(view, left)
    wanted = tuple(cache.name for cache in left.caches)
    reason = needed_behind(view, left.step, use, use) or wanted_offline(view, left.step, wanted)
    reason = reason or taken_from(view, left.step.stage, *found)
    return reason or missed(view, left.step, found, lambda each: _fills_layer(view, each, wanted))


def _fills_layer(view: View, call: Call, wanted: tuple[str, ...]) -> bool:
    filled = fills(call, wanted)
    return bool(filled) and not _kept_out(view, call, filled)


def looked_at_within(view: View, left: CacheLeft) -> str | None:
    """Why the RUN itself would fail behind one of the calls if that left nothing."""
    return missed_within(view, left.calls[0], left.places)  # what is behind a later one is behind the first, too


@dataclass(frozen=True, slots=True)
class _Use:
    """Asks what a later step does with a cache: equal ones have equal answers.

    Attributes:
        wanted: the names of the caches.
        lists: whether they are lists that calls which install may need.
        trusts: whether they were filled without a look at signatures.
        tells: whether one of the calls is `apk update`, which ends the build where no index can be fetched.
        alone: whether nothing is done but to fetch lists.
    """

    view: View
    wanted: tuple[str, ...]
    lists: bool
    trusts: bool
    tells: bool = False
    alone: bool = False

    @classmethod
    def of(cls, view: View, left: CacheLeft) -> _Use:
        fetched = any(map(refreshes, left.calls)) and not fetches_itself(left.step.stage)
        lists = fetched and any(cache.wanted_by for cache in left.caches)
        alone = only_fetches(left) and len(calls(view).of(left.step)) == len(left.calls)
        names = tuple(cache.name for cache in left.caches)
        return cls(view, names, lists, _trusts(left.calls), tells(left.calls), alone)

    def __call__(self, step: Step) -> tuple[str | None, bool]:
        """Why a step needs the cache, and whether it fills its own for what follows."""
        wanted, line = self.wanted, step.outer.lines[0]
        if syntax_problem(step) is not None:
            return (f"line {line} cannot be read, and may need it" if mentions(step, *_words(wanted)) else None), False
        for call in calls(self.view).of(step):
            filled = bool(fills(call, wanted))
            if self.tells and goes_on_without_index(call) and (self.alone or not call.meaning(Role.NO_CACHE)):
                return f"line {line} calls apk {call.subcommand}, which goes on where no index can be fetched", False
            if filled and refreshes(call) and call.reach.value > 0 and step.is_run and not step.onbuild:
                return None, True
            if (why := self._why(step, call, filled=filled)) is not None:
                return f"line {line} {why}", False
        return None, False

    def _why(self, step: Step, call: Call, *, filled: bool) -> str | None:
        """What a call does that needs the cache, and fetches none before; None where it does not."""
        needed = needs(call, self.wanted) and (self.lists or never_fetches(call, self.wanted))
        if needed or takes_from(self.view, call, self.wanted):
            return f"calls {call.program} {call.subcommand}, which may need it"
        # pip's before 22.0 fails where the cache is empty.
        if call.program == "pip" and call.place.decides and not cleaned_by(call).isdisjoint(self.wanted):
            return f"calls {call.program} {call.subcommand}, which fails where nothing is there"
        if call.program == "apk" and (name := removed_by_name(self.view, call)) is not None:
            return f"removes {name}, and apk looks in the index for what is not installed"
        if self.lists and step.is_run and may_install(self.view, call):
            return f"runs {call.name or 'a command'}, which may need it"
        if filled and self.trusts and not _trusts((call,)):
            return "would fetch it again, and check signatures"
        return None


def lists_needed(view: View, left: CacheLeft) -> str | None:
    """Why a step behind needs lists that the cache may hold already, whoever fetched them."""
    if fetches_itself(left.step.stage):
        return None
    use = _Use(view, tuple(cache.name for cache in left.caches), lists=True, trusts=False)
    return needed_behind(view, left.step, use, use)


def read_within(view: View, left: CacheLeft) -> bool:
    """Whether something else in the RUN itself may need lists that a call of `left` fetches, or needs it to fail."""
    wanted = tuple(cache.name for cache in left.caches)
    others = [call for call in calls(view).of(left.step) if call not in left.calls]
    if any(needs(call, wanted) or removed_by_name(view, call) for call in others):
        return True
    if looked_at_within(view, left) is not None:
        return True
    if tells(left.calls) and any(map(goes_on_without_index, calls(view).of(left.step))):
        return True
    if fetches_itself(left.step.stage) or not any(map(refreshes, left.calls)):
        return False
    return any(may_install(view, call) for call in others)


_RPM = ("yum", "dnf", "microdnf", "tdnf", "zypper")
_INSTALLS = (Effect.INSTALLS, Effect.UPGRADES)


def only_fetches(left: CacheLeft) -> bool:
    """Whether all that a RUN puts into a cache are lists: `dnf makecache`, `zypper refresh`."""
    return all(call.does(Effect.UPDATES_LISTS) and not call.does(*_INSTALLS) for call in left.calls)


def installed_behind(view: View, left: CacheLeft) -> bool:
    """Whether a RUN behind one that fetches lists installs with its manager, in its stage or in one built from it."""
    last, stage = _last_installs(view, *(("apk",) if left.call.program == "apk" else _RPM)), left.step.stage
    behind = last.get(stage.index, -1) > left.step.outer.start
    return behind or any(heir.index in last for heir in stages(view).continued_by(stage))


def fetched_for_others(view: View, left: CacheLeft) -> bool:
    """Whether apk's index may be there for who works in a container: it fetches none itself, and nothing installs."""
    is_all = len(calls(view).of(left.step)) == len(left.calls)
    return is_all and only_fetches(left) and not fetches_itself(left.step.stage) and not installed_behind(view, left)


@fact_of
def _last_installs(view: View, *programs: str) -> dict[int, int]:
    """By stage: where the last RUN stands that installs with one of the programs."""
    some = (call.step for call in calls(view).named(*programs) if call.step.is_run and call.does(*_INSTALLS))
    return {step.stage.index: step.outer.start for step in some}


def _trusts(some: Iterable[Call]) -> bool:
    return any(call.has("--no-gpg-checks") for call in some)
