"""The command that empties a cache in the RUN that filled it, and where it may run."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from slimmer.analysis.caches.caches import CacheLeft
from slimmer.analysis.caches.npx import run_again
from slimmer.analysis.caches.owned import emptied_by_others, not_removable
from slimmer.analysis.caches.repositories import (
    downloaded_for_later,
    plugins_off,
    takes_repositories,
    without_repositories,
)
from slimmer.analysis.caches.sudo import sudo_refuses
from slimmer.analysis.caches.widened import emptying_a_part
from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.calls.versions import alpine_version, node_major
from slimmer.analysis.effects.cache_paths import cache_paths
from slimmer.analysis.effects.removals import removed_paths, removes_unknown
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.vocabulary import Effect
from slimmer.model.paths import absolute, is_below
from slimmer.records import dataclass
from slimmer.syntax.shell import walk
from slimmer.syntax.shell.nodes import List, Node
from slimmer.syntax.verbs.answer import No

# Behind them the program runs as the same user and with the same files.
_PLAIN_WRAPPERS = frozenset(("env", "time", "nice", "ionice", "timeout", "command", "stdbuf", "eatmydata", "chronic"))
_USER_WRAPPERS = frozenset(("sudo", "doas", "gosu", "su-exec"))
_SETS_PATH = frozenset(("source", ".", "export", "eval", "nvm", "fnm"))
# Variables that a cleaning command may read, by their names' parts: a user's configuration may name any. PAT is for
# PATH, and for a personal access token, as in GITHUB_PAT.
_READ = ("HOME", "PAT", "CONF", "CACHE", "TOKEN", "AUTH", "PASS", "KEY", "SECRET", "REGISTRY", "PROXY")
# Variables by which a program, its libraries or its modules are found; what puts a file in the place of another one.
_FINDS_BY = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME")
_REPLACES = frozenset(("ln", "mv", "cp", "rm", "alternatives", "update-alternatives"))
_SETUP = re.compile(r"setup_(\d+)\.x")
_START = attrgetter("start")
_DNF_IMAGES = ("fedora", "rockylinux", "almalinux", "centos:8", "centos:stream", "amazonlinux:2023", "ubi8", "ubi9")


@dataclass(frozen=True, slots=True, eq=False)
class Cleanup:
    """How a cache can be emptied.

    Attributes:
        command: one command, to be run as often as it is wanted.
        behind: the calls it must run behind, the last of each list of the script that fills the cache, each with
            the command of its own program.
        late: whether the end of the script is as good a place.
        partly: a call that empties a part of it behind all others, and the flag it lacks to empty all.
    """

    command: str
    behind: tuple[tuple[Call, str], ...]
    late: bool
    partly: tuple[Call, str] | None = None


def cleanup(view: View, left: CacheLeft) -> Cleanup | No:
    """The command that empties the cache as the user who filled it, and where in the RUN it may run."""
    call = left.call
    moved = next((why for each in left.calls if (why := left.moved(each)) is not None), None)
    reason = moved or downloaded_for_later(left) or without_repositories(view, left)
    reason = reason or (sudo_refuses(view, left.step) if "sudo" in call.wrappers else None)
    reason = reason or emptied_by_others(view, left)
    if reason is not None:
        return No(reason)
    if call.command is None or call.head[0].word is None:
        return No("the call is quoted or in exec form: its program may not be found outside")
    if call.place.background:
        return No("it runs in the background")
    if all(each.place.where == "behind ||" for each in left.calls):
        return No("it only runs when something else fails")
    other = next((name for name in call.wrappers if name not in _PLAIN_WRAPPERS | _USER_WRAPPERS), None)
    if other is not None:
        return No(f"`{other}` may run it elsewhere")
    of_step = calls(view).of(left.step)
    prefix, problem = _prefix(call), _npm_fails(view, call, of_step) or _pip_fails(left)
    twice = (prefix, *map(plugins_off, left.calls))
    if any("$(" in each or "`" in each for each in twice):
        return No("a variable or a flag of the call is computed: it may be another one the second time")
    if problem is not None:
        removal = _removal(view, left, prefix, problem)
        return (
            removal if isinstance(removal, No) else Cleanup(removal, ((call, removal),), not _own_shell(call, of_step))
        )
    late = not _own_shell(call, of_step) and not _gone(left, call, of_step[of_step.index(call) + 1 :])
    partly = any(each.has("--enablerepo", "--disablerepo") for each in left.calls)
    behind = tuple((each, prefix + _command(left, each, partly=partly)) for each in _last_of_lists(left))
    return Cleanup(prefix + _command(left, call, partly=partly), behind, late, emptying_a_part(view, left))


def _prefix(call: Call) -> str:
    """What must stand in front so that the same user runs it with the same settings, as it is written."""
    read = any(part in name.upper() for name in call.assignments for part in _READ)
    matters = read or not _USER_WRAPPERS.isdisjoint(call.wrappers)
    first, head = call.command, call.head[0].word
    return call.step.text[first.start : head.start] if matters and first is not None and head is not None else ""


def _last_of_lists(left: CacheLeft) -> tuple[Call, ...]:
    """Of the calls in one list of the script (a branch, the body of a loop) the last."""
    script, found = left.step.script, {}
    lists = [node for node in walk(script, substitutions=False) if isinstance(node, List)] if script else []
    around: list[int] = []
    for each in lists:
        around.append(_innermost(lists, around, each))
    for call in left.calls:
        if call.command is not None:
            found[_innermost(lists, around, call.command)] = call
    return tuple(found.values())


def _innermost(lists: list[List], around: list[int], node: Node) -> int:
    """The number of the innermost list that holds a node, -1 for none; `around` has those that hold the lists."""
    at = bisect_right(lists, node.start, 0, len(around), key=_START) - 1
    while at >= 0 and lists[at].end < node.end:
        at = around[at]
    return at


def _command(left: CacheLeft, call: Call, *, partly: bool) -> str:
    known = [command for cache in left.caches for command in cache.cleanup_commands]
    own = next((command for command in known if command.split()[0] == call.program), None)
    command = known[0] if own is None else f"{_head(call)}{plugins_off(call)} {' '.join(own.split()[1:])}"
    # Of repositories that are not enabled yum 3 cleans nothing, unlike dnf, which may have yum's name.
    is_dnf = any(name in str(left.step.stage.ground) for name in _DNF_IMAGES)
    return f"{command} --enablerepo='*'" if partly and command.startswith("yum ") and not is_dnf else command


def _head(call: Call) -> str:
    return " ".join(each.known or "" for each in call.head)


def _removal(view: View, left: CacheLeft, prefix: str, problem: str) -> str | No:
    """`rm` in place of a command that may fail: where there is one cache, at its usual place."""
    if prefix or len(left.caches) > 1:
        return No(problem)  # sudo may have another home directory than the shell that expands "~"
    (cache,) = left.caches
    if cache_paths(left.call, cache) != cache.paths or not cache.cleanup_paths:
        return No(problem)
    if (reason := run_again(view, left.step) or not_removable(view, left)) is not None:
        return No(reason)
    return f"rm -rf {' '.join(cache.cleanup_paths)}"


def _own_shell(call: Call, of_step: tuple[Call, ...]) -> bool:
    """Whether the call runs in a subshell with an environment of its own, which the script's end does not have."""
    shell = call.place.subshell[:1]
    return bool(shell) and any(each.name in _SETS_PATH and each.place.subshell[:1] == shell for each in of_step)


def _gone(left: CacheLeft, call: Call, behind: tuple[Call, ...]) -> bool:
    """Whether the program may be missing at the end, or fail, or look elsewhere, other than right behind the call."""
    head = call.head[0].known or ""
    moving = (switch.name for cache in left.caches for switch in cache.moved_by if switch.kind == "env")
    read = frozenset((*_FINDS_BY, "HOME", *moving)) - frozenset(call.assignments)
    return (
        call.reach is Reach.MAYBE
        or ("/" in head and not head.startswith("/"))
        or any(_takes_program(each, call) or _sets(each, call, read) for each in behind)
        or (call.table is not None and call.table.family == "rpm" and any(map(takes_repositories, behind)))
        or _folder_gone(call, behind)
        or (call.program == "yarn" and _end_folder(call, behind)[0] != call.workdir.text)
    )


def _npm_fails(view: View, call: Call, of_step: tuple[Call, ...]) -> str | None:
    """Why `npm cache clean` may fail though npm is there, or do more than it should."""
    if call.program != "npm":
        return None
    if any(each.is_("npm", "install", "update") and _names(each, "npm") for each in of_step):
        return "npm replaces itself in this RUN, and then may fail to empty what the old one left"
    return None if _npm_at_least_5(view, call) else "npm before 5 may remove the home directory with the cache"


def _pip_fails(left: CacheLeft) -> str | None:
    is_of_pip = any(each.name == "pip-cache" for each in left.caches)
    return "pip before 20.1 has no `pip cache purge`" if is_of_pip else None


def _npm_at_least_5(view: View, call: Call) -> bool:
    """Whether npm is of Node.js 8 or later for all that is known; what runs behind sudo is taken to be."""
    major, alpine = node_major(call.step.stage), alpine_version(call.step.stage)
    if major is not None:
        return major >= 8
    return bool(call.wrappers) or (alpine is not None and alpine >= (3, 7)) or _sets_up_node(view, call)


def _sets_up_node(view: View, call: Call) -> bool:
    """Whether a RUN of the stage takes Node.js 8 or later from NodeSource's repository."""
    return any(stages(view).continues(call.step.stage, step.stage) for step in _setting_up(view))


@fact
def _setting_up(view: View) -> tuple[Step, ...]:
    """The RUNs that take Node.js 8 or later from NodeSource's repository."""
    known = calls(view)
    some = ((step, _SETUP.search(step.text)) for step in known.runs) if known.mention("setup_") else ()
    return tuple(step for step, found in some if found is not None and int(found[1]) >= 8)


def _takes_program(each: Call, call: Call) -> bool:
    """Whether a call behind may take away the program, with its package or its files."""
    same_family = each.table is not None and call.table is not None and each.table.family == call.table.family
    if each.knowledge is not None and Effect.REMOVES_PACKAGES in each.knowledge.effects:
        return not same_family or _names(each, call.program) or each.has("--nodeps")
    tops = ("/usr", "/opt", "/bin")
    return any(path.startswith(tops) and (call.program in path or "node" in path) for path in removed_paths(each))


def _sets(each: Call, call: Call, read: frozenset[str]) -> bool:
    """Whether the program may not be found behind a call, go by other settings, or run by another Python, as dnf is."""
    if any(each.variable(name) != call.variable(name) for name in read.difference(each.assignments)):
        return True
    words = [word.known or "" for word in each.arguments]
    # An .npmrc may name any variable, and where one is not set npm before 7 and Yarn 1 do nothing but fail.
    if call.program in ("npm", "yarn") and (each.name == "unset" or (each.name == "export" and "-n" in words)):
        return True
    if each.name in ("export", "unset"):
        return any(word.partition("=")[0] in read for word in words)
    if each.program == call.program and call.program in ("npm", "yarn") and each.does(Effect.CONFIGURES):
        return True
    of_python = call.table is not None and call.table.family == "rpm" and each.name in _REPLACES
    return of_python and any("python" in word for word in words)


def _names(call: Call, program: str) -> bool:
    """Whether an operand is a package of the program's own, or not known."""
    return any(each.known is None or each.known.partition("@")[0] == program for each in call.operands)


def _end_folder(call: Call, behind: tuple[Call, ...]) -> tuple[str | None, bool]:
    """The folder the script ends in, None where it is not known, and whether the script went there itself."""
    start = call.step.scope.workdir.text
    where, moves = (start, False) if call.place.subshell else (call.workdir.text, call.workdir.text != start)
    for each in behind:
        if each.place.subshell:
            continue
        where, moves = each.workdir.text, moves or each.workdir.text != start
        if each.name in ("cd", "pushd", "popd"):
            target = each.operands[0].known if each.operands else None
            where, moves = absolute(target, where) if target is not None else None, True
    return where, moves


def _folder_gone(call: Call, behind: tuple[Call, ...]) -> bool:
    """Whether that folder may have been removed, which npm and others do not survive."""
    where, moves = _end_folder(call, behind)
    folders = (each for each in behind if each.program != "rm" or each.has("-r", "-R", "--recursive"))
    gone = [path for each in folders for path in removed_paths(each)]
    if where is None and not moves:
        return not all(path.startswith(_NO_PROJECTS) for path in gone)
    if where is None or (moves and any(removes_unknown(each, "") for each in behind)):
        return any(each.program == "rm" for each in behind)
    return any(is_below(where, path.removesuffix("*")) and path != "/*" for path in gone)


_NO_PROJECTS = ("/var/lib/", "/var/cache", "/var/log", "/tmp", "/root/.", "/usr/share", "/usr/local/share")
"""Folders a base image has as its working directory least of all."""
