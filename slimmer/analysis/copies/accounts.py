"""Which users and groups there are at an instruction, what their numbers are, and where new ones live."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.effects.concerned import concerned
from slimmer.analysis.effects.named import above
from slimmer.analysis.effects.uses import uses
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.images import image
from slimmer.knowledge.vocabulary import Effect
from slimmer.model.stages import Stage
from slimmer.records import dataclass, field
from slimmer.syntax.nodes import Instruction

_OF_DEBIAN = frozenset(("root", "daemon", "bin", "sys", "games", "mail", "www-data", "nobody"))
_GROUPS_OF_DEBIAN = _OF_DEBIAN - {"nobody"} | {"nogroup", "staff", "users", "adm"}
_OF_ALPINE = frozenset(("root", "bin", "daemon", "mail", "games", "nobody"))
_ADD_USERS = frozenset(("useradd", "adduser"))
_ADD_GROUPS = frozenset(("groupadd", "addgroup"))
_OTHER_GROUP = ("-g", "--gid", "-G", "--ingroup", "-N", "--no-user-group")
_SYSTEM = ("-S", "--system")
_NOBODY = "65534"
_PLACE = attrgetter("step.outer.start")


def user_calls(view: View, stage: Stage, after: int, until: int) -> Iterator[Call]:
    """The calls that add, change or remove users and groups, of a stage's RUNs between two places of the text."""
    return _between(_user_calls(view).get(stage.index, ()), after, until)


def _between(some: Sequence[Call], after: int, until: int) -> Iterator[Call]:
    return iter(some[bisect_left(some, after, key=_PLACE) : bisect_left(some, until, key=_PLACE)])


@fact
def _user_calls(view: View) -> dict[int, list[Call]]:
    """The same by stage, of the whole file: few do."""
    found: dict[int, list[Call]] = {}
    for step in calls(view).runs:
        for call in calls(view).of(step) if not step.onbuild else ():
            if call.does(Effect.ADDS_USER):
                found.setdefault(step.stage.index, []).append(call)
    return found


@fact
def _by_name(view: View) -> dict[tuple[int, str], list[Call]]:
    """Those that add users and groups, by stage and name."""
    found: dict[tuple[int, str], list[Call]] = {}
    for stage, some in _user_calls(view).items():
        for call in some:
            if call.name in _ADD_USERS | _ADD_GROUPS and (name := _new_name(call)) is not None:
                found.setdefault((stage, name), []).append(call)
    return found


# They add no users, whatever their words say.
_NEUTRAL = frozenset(
    ("cd", "mkdir", "echo", "set", "ls", "chmod", "chown", "cp", "ln", "rm", "true", "test", "export", "mv")
)


def is_neutral(call: Call) -> bool:
    """Whether a call surely adds no user and no group."""
    return call.name in _NEUTRAL


def may_add_user(view: View, stage: Stage, first: Instruction, until: Instruction) -> bool:
    """Whether a RUN of a stage from the instruction `first` on, and in front of `until`, may add a user or a group."""
    found = _may_add_users(view).get(stage.index, [])
    return bisect_left(found, first.start) < bisect_left(found, until.start)


_ACCOUNTS = (Spot("/etc/passwd"), Spot("/etc/group"))


def writes_accounts(view: View, stage: Stage, owner: str, first: Instruction, until: Instruction) -> Instruction | None:
    """The instruction of a stage, from `first` to `until`, that may write in which numbers an owner is.

    `echo app:x:1000 >> /etc/passwd` adds a user as `useradd` does, and so does a COPY of the whole file. An owner given
    as numbers stays the same.
    """
    if all(map(str.isdecimal, filter(None, owner.split(":")))):
        return None
    around = concerned(view, stage)
    low, high = around.number(first) - 1, around.number(until) + 1
    for spot in _ACCOUNTS:
        for each in around.between(low, high, spot):
            if any(True for _ in uses(view, each, spot)):
                return each
    return None


@fact
def _may_add_users(view: View) -> dict[int, list[int]]:
    """By stage: where the RUNs stand that may add users or groups, of which nothing is known among them."""
    found: dict[int, list[int]] = {}
    for step in calls(view).runs:
        of_step = calls(view).of(step)
        if not of_step or not all(map(is_neutral, of_step)):
            found.setdefault(step.stage.index, []).append(step.outer.start)
    return found


def has_user(view: View, stage: Stage, until: Instruction, name: str) -> bool:
    """Whether a user is certainly in /etc/passwd before an instruction: a number needs no entry."""
    if re.fullmatch("[0-9]+", name):
        return True
    return any(map(_adds_user, _adding(view, stage, until, name))) or name in _known(view, stage)[0]


def has_group(view: View, stage: Stage, until: Instruction, name: str) -> bool:
    """Whether a group is certainly in /etc/group before an instruction."""
    if re.fullmatch("[0-9]+", name):
        return True
    added = _adding(view, stage, until, name)
    own = any((_adds_user(call) and _has_own_group(call)) or _adds_group(call) for call in added)
    return own or name in _known(view, stage)[1]


def _adding(view: View, stage: Stage, until: Instruction, name: str) -> Iterator[Call]:
    """The calls that add a name before an instruction, in its stage and those that one continues."""
    for each in stages(view).chain(stage) if _by_name(view) else ():
        yield from _between(_by_name(view).get((each.index, name), ()), 0, until.start)


def has_owner(view: View, stage: Stage, until: Instruction, owner: str) -> bool:
    """Whether the user, and the group if one is named, of `user:group` certainly are there in front of `until`."""
    user, _, group = owner.partition(":")
    return has_user(view, stage, until, user) and (not group or has_group(view, stage, until, group))


def _adds_user(call: Call) -> bool:
    return call.name in _ADD_USERS and call.reach > Reach.MAYBE


def _new_name(call: Call) -> str | None:
    """The name that is added; `adduser user group` puts a user that is there into a group."""
    named = [each.known for each in call.operands]
    if call.name == "adduser" and call.has("-h") and len(named) == 2:
        return named[1]  # busybox: -h is followed by the home
    return named[0] if len(named) == 1 else None


def _has_own_group(call: Call) -> bool:
    """Whether a group of the user's name is added with it (adduser(8), login.defs, busybox's adduser.c)."""
    if call.name == "adduser" and call.has(*_SYSTEM):
        return call.has("--group")
    return not call.has(*_OTHER_GROUP)


def _adds_group(call: Call) -> bool:
    return call.name in _ADD_GROUPS and call.reach > Reach.MAYBE


def _known(view: View, stage: Stage) -> tuple[frozenset[str], frozenset[str]]:
    """The users and the groups of the base image, as far as they are known."""
    first = stages(view).chain(stage)[0]
    base = image(str(first.image)) if first.image is not None and first.base.text is not None else None
    if base is None:
        return frozenset({"root"}), frozenset({"root"})
    own = frozenset(each.name for each in base.users if not each.where or each.name == "www-data")
    alpine = base.variant == "alpine"
    debian = base.package_manager == "apt"
    users = _OF_ALPINE if alpine else _OF_DEBIAN if debian else frozenset({"root"})
    groups = _OF_ALPINE - {"nobody"} | {"www-data", "nobody"} if alpine else _GROUPS_OF_DEBIAN if debian else users
    return users | own, groups | own


@dataclass(frozen=True, slots=True)
class Home:
    """Where a new user lives.

    Attributes:
        path: "/" where that may be anywhere.
        made: whether the folder certainly is made, with the user's files in it.
        user: its name, "" where not known.
        group: the name or number of its group, "" where not known.
    """

    path: str
    made: bool
    user: str
    group: str


def homes(view: View, stage: Stage, path: str, after: int, until: int) -> Iterator[Home]:
    """Where the users live, at or below a path or anywhere, that a stage adds between two places of the text."""
    for key in ((stage.index, path), (stage.index, "")) if _homes(view) else ():
        known = _homes(view).get(key, ())
        low, high = (bisect_left(known, place, key=itemgetter(0)) for place in (after, until))
        yield from (known[at][1] for at in range(low, high))


@fact
def _homes(view: View) -> dict[tuple[int, str], list[tuple[int, Home]]]:
    """By stage, and by the folder itself and those around it, "" for anywhere: where the RUN stands, and the home."""
    found: dict[tuple[int, str], list[tuple[int, Home]]] = {}
    for stage, some in _user_calls(view).items():
        for call in some:
            if call.name in _ADD_USERS:
                home = _home_of(call)
                for folder in above(home.path) if home.path != "/" else ("",):
                    found.setdefault((stage, folder), []).append((call.step.outer.start, home))
    return found


def _home_of(call: Call) -> Home:
    name, path = _new_name(call), _home(call)
    made = call.has("-m", "--create-home") if call.name == "useradd" else not call.has("-H", "--no-create-home")
    sure = made and name is not None and path != "/" and call.reach > Reach.MAYBE and not call.has(*_SYSTEM)
    return Home(path, sure, name or "", _group(call, name or ""))


def _group(call: Call, name: str) -> str:
    use = call.flag("-g", "--gid") if call.name == "useradd" else call.flag("-G", "--ingroup", "--gid")
    if use is not None:
        return use.value.text or "" if use.value is not None else ""
    return name if _has_own_group(call) else ""


def _home(call: Call) -> str:
    name = _new_name(call)
    if call.name == "adduser" and call.has("-h"):
        return call.operands[0].known or "/" if len(call.operands) == 2 else "/"
    use = call.flag("-d", "--home-dir", "--home", "-b", "--base-dir")
    if use is None:
        return f"/home/{name}" if name is not None else "/"
    text = use.value.text if use.value is not None else None
    if text is None or name is None:
        return "/"
    return f"{text.rstrip('/')}/{name}" if use.name in ("-b", "--base-dir") else text


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of the users and groups of the target's stage, as far as they are known.

    Attributes:
        ids: a user's number and that of its group, "" where only the build can tell.
        groups: numbers of groups by name.
    """

    ids: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def numeric(self, owner: str) -> str | None:
        """`user`, `user:group` and their like in numbers with the group; None where not all of it is known."""
        user, colon, group = owner.partition(":")
        uid, own = (user, "") if user.isdecimal() else self.ids.get(user, ("", ""))
        if user.isdecimal():
            own = next((gid for number, gid in self.ids.values() if number == user), "")
        gid = (group if group.isdecimal() else self.groups.get(group, "")) if colon else own
        return f"{uid}:{gid}" if uid and gid else None


@fact
def numbers(view: View) -> Numbers:
    """The numbers of the users and groups of the target's stage and those it continues."""
    target = stages(view).target
    chain = stages(view).chain(target) if target is not None else ()
    ids = {"root": ("0", "0"), "nobody": (_NOBODY, _NOBODY)}
    groups = {"root": "0"}
    for call in calls(view).named(*_ADD_USERS, *_ADD_GROUPS):
        name = _new_name(call) if call.step.is_run and call.step.stage in chain else None
        if name is None:
            continue
        sure = call.reach is not Reach.MAYBE
        if call.name in _ADD_GROUPS:
            groups[name] = _number(call, "-g", "--gid") if sure else ""
        else:
            ids[name] = _ids(call, groups) if sure else ("", "")
            if ids[name][0] and ids[name][0] == ids[name][1]:
                groups.setdefault(name, ids[name][1])
    return Numbers(ids, {name: number for name, number in groups.items() if number})


def _ids(call: Call, groups: Mapping[str, str]) -> tuple[str, str]:
    """A new user's number and its group's: one of its own has the same number (login.defs, busybox's adduser.c)."""
    uid = _number(call, "-u", "--uid")
    group = _group(call, "")
    if group:
        return uid, group if group.isdecimal() else groups.get(group, "")
    return uid, "" if call.has(*_SYSTEM, "-N", "--no-user-group") else uid


def _number(call: Call, *names: str) -> str:
    """The value of a flag, "" where it has none or one that is not known."""
    use = call.flag(*names)
    return use.value.text or "" if use is not None and use.value is not None else ""
