"""Time builds: cold, warm, after an edit of a source file, after an edit of the manifest."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path, PurePosixPath

from slimmer.bench.cases import Case
from slimmer.bench.edits import edited
from slimmer.bench.results import Timing
from slimmer.bench.trials import Bench
from slimmer.build import BuildResult, BuildTimeoutError, Cache, DoesNotBuildError, Request, Step
from slimmer.build.scratch import scratch
from slimmer.records import dataclass, field, replace

STATES = {"cold": "cold", "warm": "warm", "source": "source edit", "manifest": "manifest edit"}
"""The words of `--states`, and the states as results name them."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What was timed.

    Args:
        timings: of each variant.
        steps: of each variant's last cold build, for the cost model.
        retries: of each variant, attempts that were repeated.
        notes: what could not be timed, and why.
        left: states that were not timed, or not to their end, when the time was over.
    """

    timings: Mapping[str, tuple[Timing, ...]] = field(default_factory=dict)
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    retries: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class _OverError(Exception):
    """No other build may begin."""


@dataclass(eq=False)
class Clock:
    """Times the variants of a case, in turns, so that all share what else the machine does.

    Args:
        bench: builds; what it built cold already counts as the first repeat.
        case: of which.
        variants: the Dockerfiles by name.
        states: as the keys of STATES, in the order they are timed.
        repeats: of all.
        is_over: asked before each build whether it is too late for one; None where time does not end. Where it may,
            states follow each other, each with all its repeats, so that what was timed is whole.
    """

    bench: Bench
    case: Case
    variants: Mapping[str, str]
    states: Sequence[str]
    repeats: int = 1
    is_over: Callable[[], bool] | None = None
    _seconds: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    _steps: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    _retries: dict[str, int] = field(default_factory=dict)
    _notes: dict[str, None] = field(default_factory=dict)

    def run(self) -> Timed:
        """Time all.

        Raises:
            BuildError: what is no fault of a Dockerfile or an edit: no engine, a full disk.
        """
        rounds = list(self._rounds())
        with _copied(self.case.context) as context, suppress(_OverError):
            while rounds:
                self._state(*rounds[0], context)
                del rounds[0]
        left = {state for state, _ in rounds if state}
        timings = {
            name: tuple(
                Timing(STATES[state], tuple(self._seconds[name, state]))
                for state in STATES
                if (name, state) in self._seconds and state not in left
            )
            for name in self.variants
        }
        return Timed(
            timings, self._steps, self._retries, tuple(self._notes), tuple(each for each in STATES if each in left)
        )

    def _rounds(self) -> Iterator[tuple[str, int]]:
        """State and repeat of each round; one without a state fills the cache where no cold build does."""
        states, repeats = [each for each in STATES if each in self.states], range(self.repeats)
        if self.is_over is None:
            fill = [""] if "cold" not in states else []
            yield from ((state, repeat) for repeat in repeats for state in (*fill, *states))
            return
        if "cold" not in states:
            yield from (("", repeat) for repeat in repeats)
        yield from ((state, repeat) for state in states for repeat in repeats)

    def _state(self, state: str, repeat: int, context: Path) -> None:
        if state in ("", "cold", "warm"):
            self._each(state, context, repeat)
            return
        path = self.case.source if state == "source" else self.case.manifest
        problem = self._not_editable(path, state, context)
        if problem:
            self._notes[f"{STATES[state]}: not timed: {problem}"] = None
            return
        self._each(state, context, repeat, edit=lambda: _editing(context / path, path))

    def _not_editable(self, path: str, state: str, context: Path) -> str:
        if not path:
            return f"the case names no {state}"
        place = context / path
        if not place.is_file() or not place.resolve().is_relative_to(context.resolve()):
            return f"{path} is no file of the context"
        if PurePosixPath(path).parts == _inside(self.case):
            return "the Dockerfile itself lists what is installed"
        if edited(path, place.read_bytes(), 0) is None:
            return f"no harmless edit of {path} is known"
        return ""

    def _each(self, state: str, context: Path, repeat: int, *, edit: _Edit = nullcontext) -> None:
        """Build every variant once; a state without a name is not timed."""
        cache = Cache.NONE if state == "cold" else Cache.USE
        for name, text in self.variants.items():
            built = self.bench.cold.get(text) if state == "cold" and repeat == 0 else None
            if built is None:
                if self.is_over is not None and self.is_over():
                    raise _OverError
                request = replace(self.bench.of(text, repeat), context=context, cache=cache, measured=False)
                with edit():
                    built = self._built(request, name, state)
            if built is None:
                continue
            self._retries[name] = self._retries.get(name, 0) + len(built.retries)
            if state:
                self._seconds.setdefault((name, state), []).append(built.seconds)
            if state == "cold":
                self._steps[name] = built.steps

    def _built(self, request: Request, name: str, state: str) -> BuildResult | None:
        shown = f"{name}, {STATES.get(state, 'to fill the cache')}"
        self.bench.say(f"timing {shown}")
        try:
            return self.bench.made(request, f"timed-{name}", shown)
        except (DoesNotBuildError, BuildTimeoutError) as error:
            self._notes[f"{shown}: not timed: {str(error).partition(_NEWLINE)[0]}"] = None
            return None


def timed(
    bench: Bench,
    case: Case,
    texts: Mapping[str, str],
    states: Sequence[str],
    repeats: int,
    is_over: Callable[[], bool] | None = None,
) -> Timed:
    """Time the variants of a case; those of the same text once, since their builds are the same.

    Args:
        bench: builds.
        case: of which.
        texts: the Dockerfiles by name, before and after among them.
        states: as the keys of STATES.
        repeats: of all.
        is_over: see `Clock`.

    Raises:
        BuildError: what is no fault of a Dockerfile or an edit: no engine, a full disk.
    """
    first = {name: next(each for each, other in texts.items() if other == text) for name, text in texts.items()}
    apart = {name: text for name, text in texts.items() if first[name] == name}
    found = Clock(bench, case, apart, states, repeats, is_over).run()
    timings = {name: found.timings[same] for name, same in first.items()}
    steps = {name: found.steps[same] for name, same in first.items() if same in found.steps}
    notes = [note for name, note in _UNCHANGED.items() if first.get(name) == "before"]
    return replace(found, timings=timings, steps=steps, notes=(*notes, *found.notes))


_UNCHANGED = {
    "after": "nothing was rewritten: the times of after are those of before",
    "ideal": "the file by hand is the original: its times are those of before",
}
_NEWLINE = "\n"
_Edit = Callable[[], AbstractContextManager[None]]


@contextmanager
def _copied(context: Path) -> Iterator[Path]:
    """A copy of a build context, in which files may be edited."""
    with scratch("context") as folder:
        copy = folder / "context"
        shutil.copytree(context, copy, symlinks=True)
        yield copy


@contextmanager
def _editing(place: Path, path: str) -> Iterator[None]:
    """A file edited while the block runs."""
    data = place.read_bytes()
    new = edited(path, data, secrets.randbits(32))
    assert new is not None  # noqa: S101  for mypy: the caller has asked
    place.write_bytes(new)
    try:
        yield
    finally:
        place.write_bytes(data)


def _inside(case: Case) -> tuple[str, ...]:
    """The Dockerfile's path in the context; empty where it lies elsewhere."""
    dockerfile, context = case.dockerfile.resolve(), case.context.resolve()
    return dockerfile.relative_to(context).parts if dockerfile.is_relative_to(context) else ()
