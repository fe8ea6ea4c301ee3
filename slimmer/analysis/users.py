"""The users and groups that RUNs create, by number."""

from __future__ import annotations

from collections.abc import Mapping

from slimmer.analysis.calls import Call, calls
from slimmer.analysis.flow import Reach
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.records import dataclass, field

_ADD_USER = ("useradd", "adduser")
_ADD_GROUP = ("groupadd", "addgroup")
_NOBODY = "65534"


@dataclass(frozen=True, slots=True)
class Users:
    """Users and groups of the target's stage, as far as their numbers are known.

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
def users(view: View) -> Users:
    """The users and groups of the target's stage and those it continues."""
    target = stages(view).target
    chain = stages(view).chain(target) if target is not None else ()
    ids = {"root": ("0", "0"), "nobody": (_NOBODY, _NOBODY)}
    groups = {"root": "0"}
    for call in calls(view).named(*_ADD_USER, *_ADD_GROUP):
        if not call.step.is_run or call.step.stage not in chain or not call.arguments:
            continue
        name = call.arguments[-1].known
        if name is None:
            continue
        sure = call.reach is not Reach.MAYBE
        if call.program in _ADD_GROUP or call.name in _ADD_GROUP:
            groups[name] = _value(call, "-g", "--gid") if sure else ""
        else:
            ids[name] = _user(call, groups) if sure else ("", "")
            if ids[name][0] and ids[name][0] == ids[name][1]:
                groups.setdefault(name, ids[name][1])
    return Users(ids, {name: number for name, number in groups.items() if number})


def _user(call: Call, groups: Mapping[str, str]) -> tuple[str, str]:
    """A new user's number and its group's: one of its own has the same number (login.defs, busybox's adduser.c)."""
    uid = _value(call, "-u", "--uid")
    is_system = any(each.known in ("-S", "--system") for each in call.arguments)
    names = ("-g", "--gid") if call.name == "useradd" else ("-G", "--ingroup", "--gid")
    group = _value(call, *names)
    if group:
        return uid, group if group.isdecimal() else groups.get(group, "")
    return uid, "" if is_system or any(each.known == "-N" for each in call.arguments) else uid


def _value(call: Call, *names: str) -> str:
    """The value of a flag, "" where it has none or one that is not known."""
    words = [each.known or "" for each in call.arguments]
    for at, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in names:
            return value if equals else words[at + 1] if at + 1 < len(words) else ""
        short = next((name for name in names if len(name) == 2 and word.startswith(name) and len(word) > 2), None)
        if short is not None and not word.startswith("--"):
            return word[2:]
    return ""
