"""Run an image under restrictions, and find what it needs to pass its smoke test there.

What it writes in an unrestricted run is made writable, in memory. Where it still fails, a traced run tells what the
kernel refused, and that is given: folders, and to root the capabilities it is seen to lack. A command is told only when
an untraced run with the very same restrictions passed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from slimmer.bench.hardened import Hardened
from slimmer.bench.judging import judged
from slimmer.bench.restrictions import Limits, Restrictions
from slimmer.bench.results import Check
from slimmer.bench.room import needed, outermost, rooms
from slimmer.bench.trials import Bench, Trial
from slimmer.build import Conditions, Container
from slimmer.build.probing import Seen, conditions_for, probe
from slimmer.build.refusals import CALLS, Refused, refused
from slimmer.build.smoke import Smoke
from slimmer.build.tracing import tracer
from slimmer.records import replace

NOBODY = "65532:65532"
"""The user of distroless images: none of the machine's."""
_USER = re.compile(r"[\w.-]+\$?(:[\w.-]+)?", re.ASCII)
"""Names as useradd(8) takes them: others, which an image may hold, are no word for a command."""
_ROUNDS = 6
_NAMED = 4
_MIB = 1 << 20
_LEAST_MEMORY = 64 * _MIB
_UNKNOWN_MEMORY = 512 * _MIB


def hardened(bench: Bench, trial: Trial, smoke: Smoke, limits: Limits | None = None, name: str = "IMAGE") -> Hardened:
    """Find the restrictions under which an image passes its smoke test.

    Args:
        bench: builds and runs it.
        trial: the image, tried and well without restrictions.
        smoke: its test.
        limits: what it may use.
        name: of the image, as the command tells it.
    """
    if trial.image is None or trial.failed is not None:
        why = trial.failed.detail if trial.failed is not None else "it does not build"
        return Hardened(passed=False, reason=f"without restrictions it fails: {why}")
    if not _shows_anything(trial, smoke):
        return Hardened(passed=False, reason="nothing shows that it works: give it a smoke test")
    traced = trial if trial.touched is not None else bench.traced(trial, smoke)
    search = _Search(bench, traced, smoke, limits or Limits(), name)
    reasons = dict[str, str]()
    for user in _users(trial.image.config.user):
        bench.say(f"running as {user}, read-only and without capabilities")
        found = search.found(user)
        if found.passed:
            earlier = tuple(f"not as {other}: {why}" for other, why in reasons.items())
            return replace(found, notes=(*search.notes(), *found.notes, *earlier))
        reasons[user] = found.reason
    told = "; ".join(f"as {user}: {why}" for user, why in reasons.items())
    return Hardened(passed=False, reason=told, notes=search.notes())


def _shows_anything(trial: Trial, smoke: Smoke) -> bool:
    if not smoke.inferred:
        return True
    return not smoke.shallow and bool(trial.seen) and trial.seen[-1].went_well


def _users(own: str) -> Iterator[str]:
    """Nobody, else the image's own user; root only where the image runs as root anyway."""
    yield NOBODY
    if own not in ("", NOBODY, "65532") and _USER.fullmatch(own):
        yield own
    elif not own:
        yield "0:0"


class _Search:
    """The search for one image: an unrestricted run says what it writes and uses."""

    def __init__(self, bench: Bench, trial: Trial, smoke: Smoke, limits: Limits, name: str) -> None:
        assert trial.image is not None  # noqa: S101  for mypy: it was built
        assert trial.built is not None  # noqa: S101  as above
        self.bench, self.trial, self.smoke, self.limits, self.name = bench, trial, smoke, limits, name
        self.tag, self.config = trial.built.tag or "", trial.image.config
        self.plain = conditions_for(bench.workshop, smoke)
        self.needed = needed(trial.files, trial.touched)
        changes = list[str]()
        seen = self._probe(self.plain, look=lambda container: changes.extend(container.changes()))
        self.written = rooms(changes, trial.files, self.needed)[0]
        most = max(each.memory for each in (seen, *trial.seen))
        enough = -(-2 * most // _MIB) * _MIB
        self.memory = limits.memory or (max(_LEAST_MEMORY, enough) if most else _UNKNOWN_MEMORY)

    def found(self, user: str) -> Hardened:
        """What it needs to pass as this user."""
        own = tuple(each for each in self.written if _is_root(user) or not f"{each}/".startswith("/root/"))
        restrictions = Restrictions(user, self.memory, self.limits.processes, own)
        why = ""
        for _ in range(_ROUNDS):
            bad = self._failed(restrictions)
            if bad is None:
                return self._passed(restrictions)
            told = self._refused(restrictions)
            why = _reason(bad, told, user)
            grown = self._grown(restrictions, told)
            if grown == restrictions:
                break
            restrictions = grown
        return Hardened(passed=False, user=user, reason=why)

    def notes(self) -> tuple[str, ...]:
        """What limits the meaning of the runs."""
        found = [f"this engine does not enforce {each}" for each in self.bench.workshop.ignored_limits()]
        if self.plain.network == "host":
            found.append("tried on the host's network, since this engine has no other; elsewhere publish the port")
        if self.trial.touched is None:
            found.append("not traced (strace is not installed): only what an unrestricted run wrote was made writable")
        return tuple(found)

    def _failed(self, restrictions: Restrictions) -> Check | None:
        seen = self._probe(restrictions.on(self.plain))
        checks = judged(self.smoke, seen, self.trial.files, self.trial.seen)
        return next((each for each in checks if not each.passed), None)

    def _probe(self, conditions: Conditions, look: Callable[[Container], object] = lambda _: None) -> Seen:
        health = self.config.healthcheck
        test = health.test if health is not None else ()
        return probe(self.bench.workshop, self.tag, self.smoke, conditions, test, look)

    def _refused(self, restrictions: Restrictions) -> Refused:
        with tracer() as trace:
            if trace is None:
                return Refused()
            plain = restrictions.on(self.plain)
            probe(self.bench.workshop, self.tag, self.smoke, trace.conditions(plain, self.smoke, self.config, CALLS))
            return refused(trace.log, self.config.working_dir or "/")

    def _grown(self, restrictions: Restrictions, told: Refused) -> Restrictions:
        """The restrictions with what was refused given, as far as it can be."""
        folders, _ = rooms(told.writes, self.trial.files, self.needed)
        capabilities = set(restrictions.capabilities)
        if _is_root(restrictions.user):  # to others Docker's --cap-add gives nothing
            capabilities.update(told.capabilities)
            if told.reads:
                capabilities.add("DAC_OVERRIDE")
        return replace(
            restrictions,
            writable=outermost((*restrictions.writable, *folders)),
            capabilities=tuple(sorted(capabilities)),
        )

    def _passed(self, restrictions: Restrictions) -> Hardened:
        lost = [each for each in restrictions.writable if each in self.config.volumes]
        notes = (
            (f"{', '.join(lost)}: a VOLUME, here in memory; mount one that may be written to keep it",) if lost else ()
        )
        service = "".join(each if each.isalnum() else "-" for each in self.name.rpartition("/")[2].partition(":")[0])
        return Hardened(
            passed=True,
            user=restrictions.user,
            writable=restrictions.tmpfs,
            capabilities=restrictions.capabilities,
            command=restrictions.command(self.name, self.plain),
            compose=restrictions.compose(service.strip("-").lower() or "app", self.name, self.plain),
            notes=notes,
        )


def _is_root(user: str) -> bool:
    return user.partition(":")[0] in ("0", "root")


def _reason(bad: Check, told: Refused, user: str) -> str:
    """What stops it, for a person."""
    parts = [f"{bad.name}: {bad.detail}"]
    for what, paths in (("write", told.writes), ("read", told.reads)):
        if paths:
            more = " ..." if len(paths) > _NAMED else ""
            parts.append(f"{user} may not {what} {', '.join(paths[:_NAMED])}{more}")
    parts += [f"it asks for {', '.join(told.capabilities)}"] if told.capabilities else []
    return "; ".join(parts)


def harden_check(found: Hardened) -> Check:
    """The result as one of the checks of a variant."""
    name = f"as {found.user}, read-only, without capabilities" if found.user else "read-only, without capabilities"
    return Check("harden", name, found.passed, found.command or found.reason)
