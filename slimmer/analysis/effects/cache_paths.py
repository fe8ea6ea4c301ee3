"""Where a cache lies for the user who fills it, and whether a mount or a removal speaks of that place."""

from __future__ import annotations

from slimmer.analysis.calls.arguments import FlagUse
from slimmer.analysis.calls.call import Call
from slimmer.analysis.effects.removals import removed_paths, removes_unknown
from slimmer.knowledge.vocabulary import Cache, Role, Switch
from slimmer.model.mounts import Mount
from slimmer.model.paths import absolute, is_below


def cache_paths(call: Call, cache: Cache) -> tuple[str, ...]:
    """The paths `call` keeps a cache at: where its environment moves it, else the tables', some below "~"."""
    for switch in cache.moved_by:
        value = call.variable(switch.name) if switch.kind == "env" else None
        if value is not None and value.text:
            moved = absolute(f"{value.text}/{switch.below}", call.workdir.text)
            return cache.paths if moved is None else (moved,)
    return cache.paths


def moved(call: Call, cache: Cache) -> str | None:
    """Why another call of the program need not find the cache that `call` fills: a flag; or None."""
    for switch in cache.moved_by if call.flags else ():
        names = _spellings(call, switch.name) if switch.kind == "flag" else ()
        use = next((use for use in call.flags if use.name in names and _moves(switch, use)), None)
        if use is not None:
            what = "configuration" if switch.role is Role.CONFIG else "place"
            return f"{use.name} names a {what} of its own"
    return None


def other_root(call: Call) -> str | None:
    """What has `call` work below a folder as if that were the root: `--root`, `chroot`; or None."""
    use = call.meaning(Role.ROOT)
    return "`chroot`" if "chroot" in call.wrappers else use.name if use is not None else None


def _moves(switch: Switch, use: FlagUse) -> bool:
    """Whether a flag has one of the values that move the cache, or one that is not known."""
    text = use.value.text if use.value is not None else None
    return text is None or not switch.values or text.startswith(switch.values)


def _spellings(call: Call, name: str) -> tuple[str, ...]:
    known = call.table.flag(name, call.knowledge) if call.table is not None else None
    return (name,) if known is None else known.names


def holds(call: Call, path: str, place: str) -> bool:
    """Whether `path`, absolute, is the folder of a cache or one above it.

    A place below "~" is held by the same folder of any home: whose it is, the base image may decide.
    """
    if not place.startswith("~/"):
        return is_below(place, path)
    tail = place[1:]
    if any(is_below(home + tail, path) for home in homes(call)):
        return True
    parents = tail.split("/")
    return any(path.endswith("/".join(parents[:end])) for end in range(2, len(parents) + 1))


def lies_in(path: str, place: str) -> bool:
    """Whether `path` lies below a cache's folder, in any home."""
    if place.startswith("~/"):
        return f"{place[1:]}/" in path
    return is_below(path, place)


def homes(call: Call) -> tuple[str, ...]:
    """The folders that may be the home of the user who runs `call`."""
    found = ["/root"]
    value = call.variable("HOME")
    if value is not None and value.text:
        found.insert(0, value.text.rstrip("/"))
    user = call.step.scope.user.text
    if user and not call.step.scope.is_root:
        found.insert(0, f"/home/{user.partition(':')[0]}")
    return tuple(found)


def on_mount(call: Call, mounts: tuple[Mount, ...], cache: Cache) -> bool:
    """Whether one of the mounts keeps the cache out of the layer, or may: it is named for the program."""
    word = cache.name.partition("-")[0]
    for mount in mounts:
        if mount.kind == "cache" and (word in mount.id or word in (mount.target or word)):
            return True
        target = mount.target
        if mount.keeps_out and target and any(holds(call, target, place) for place in cache_paths(call, cache)):
            return True
    return False


class Emptied:
    """Asks of the calls of a RUN whether one behind empties what they fill, once for all that fill the same places."""

    def __init__(self, of_step: tuple[Call, ...]) -> None:
        self.of_step = of_step
        self.last: dict[tuple[object, ...], int] = {}

    def __call__(self, at: int, call: Call, filled: tuple[Cache, ...]) -> bool:
        """Whether a call behind the one of number `at` empties one of the caches."""
        key = (*((cache.name, cache_paths(call, cache)) for cache in filled), homes(call))
        if key not in self.last:
            numbered = reversed(list(enumerate(self.of_step)))
            self.last[key] = next((n for n, each in numbered if any(_takes_away(each, call, c) for c in filled)), -1)
        return self.last[key] > at


def _takes_away(later: Call, call: Call, cache: Cache) -> bool:
    """Whether a call behind `call` empties the cache, or may: a removal whose target is not known says so."""
    if later.table is not None and cache.name in cleaned_by(later):
        return True
    if removes_unknown(later, "cache"):
        return True
    for path in removed_paths(later):
        bare = path.removesuffix("/*").removesuffix("*")
        for place in cache_paths(call, cache):
            if holds(call, bare, place) or (lies_in(path, place) and not path.endswith(("partial", "partial/*"))):
                return True
    return False


def cleaned_by(call: Call) -> frozenset[str]:
    """The caches a call empties; `clean -y all` and `clean $quiet all` are read like `clean all`."""
    if call.table is None or call.knowledge is None:
        return frozenset()
    named = call.reading.subcommand_arguments
    found, used = call.table.find([each.known for each in (*named, *call.operands) if each.known is not None])
    known = found if found is not None and used >= len(named) else call.knowledge
    return call.table.cleaned(known, (use.name for use in call.flags))
