"""Where managers of RPM packages have no repository to clean, or packages in their cache that are wanted there."""

from __future__ import annotations

import re

from slimmer.analysis.caches.caches import CacheLeft
from slimmer.analysis.calls.arguments import Argument
from slimmer.analysis.calls.calls import Call, calls, mentions
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.knowledge.vocabulary import Effect, Role

_PLUGINS_OFF = ("--noplugins", "--no-plugins", "--disableplugin", "--disable-plugin")
"""Flags of yum, dnf, microdnf and tdnf themselves, whatever they are told to do (yum(8), dnf's command reference)."""
_CHOOSES = ("--enablerepo", "--disablerepo", "--repo", "--repofrompath", "--releasever")
_UNKNOWN = re.compile(r"\$\{[^}]*\}|\$\w+|\$\([^)]*\)|`[^`]*`")
_UNSUBSCRIBED = re.compile(r"(?:^|/)rhel(?:[67]|-atomic|[:/]|$)")  # with yum 3; that of UBI is always there


def downloaded_for_later(left: CacheLeft) -> str | None:
    """Why packages are wanted in the cache: they are fetched and not installed, and no other place is named."""
    told = (call for call in left.calls if call.meaning(Role.DOWNLOAD_ONLY) is not None)
    kept = next((call for call in told if not call.has("--downloaddir", "--destdir")), None)
    return f"line {kept.line} only downloads packages into it: something may install them" if kept is not None else None


def without_repositories(view: View, left: CacheLeft) -> str | None:
    """Why no repository may be enabled: package files may be all that is installed, and need none."""
    if not all(call.operands and all(_may_be_file(call, each) for each in call.operands) for call in left.calls):
        return None
    if _UNSUBSCRIBED.search(str(left.step.stage.ground)) is not None:
        return "RHEL has no repository where the host is not subscribed: then package files install, but to clean fails"
    for each in _taking(view):
        if each.step.outer.start <= left.step.outer.start and stages(view).continues(left.step.stage, each.step.stage):
            return f"line {each.line} may leave no repository enabled: then package files install, but to clean fails"
    return None


def of_usual_repositories(left: CacheLeft) -> bool:
    """Whether all that is left is of the repositories, and at the place, of a call that says nothing of these."""
    return all(left.moved(call) is None and not call.has(*_CHOOSES) for call in left.calls)


def plugins_off(call: Call) -> str:
    """What a call says to run without plugins, as it is written and with a blank in front; "" where it says nothing.

    A plugin that is switched off may not work here, or be slow: what else is asked of the program does without, too.
    """
    words: list[Argument] = []
    for use in call.flags if call.table is not None and call.table.family == "rpm" else ():
        if use.name in _PLUGINS_OFF:
            words.append(use.argument)
            if use.value_argument is not None and use.value_argument is not use.argument:
                words.append(use.value_argument)
    return "".join(f" {_written(call, each)}" for each in words)


def _written(call: Call, argument: Argument) -> str:
    """A word as it is written, or its value where it is a part of one, such as a variable that holds several."""
    word = argument.word if argument.whole else None
    return call.step.text[word.start : word.end] if word is not None else argument.known or ""


def _may_be_file(call: Call, operand: Argument) -> bool:
    """Whether an operand may be a package file, or several: by its name, a path, or all of it not known."""
    if operand.known is not None:
        return operand.known.endswith(".rpm") or "/" in operand.known
    word = operand.word
    text = call.step.text[word.start : word.end].strip("\"'") if word is not None else ".rpm"
    return _UNKNOWN.fullmatch(text) is not None or text.endswith(".rpm") or "/" in _UNKNOWN.sub("", text)


@fact
def _taking(view: View) -> tuple[Call, ...]:
    """The calls behind which no repository may be enabled."""
    words = ("repos.d", "disable", "setopt", "addrepo", "subscription-manager", "release", "repo", "zypper")
    some = (step for step in calls(view).runs if mentions(step, *words)) if calls(view).mention(*words) else ()
    return tuple(call for step in some for call in calls(view).of(step) if takes_repositories(call))


def takes_repositories(call: Call) -> bool:
    """Whether no repository may be enabled behind a call: yum then refuses to clean."""
    words = [each.known or "repo" for each in call.arguments]
    if any("repos.d" in word for word in words) or call.program == "subscription-manager":
        return True
    if call.program == "yum-config-manager" or call.subcommand == "config-manager":
        return any("disable" in word or "setopt" in word for word in words)
    if call.program == "zypper" and call.subcommand == "addrepo":
        return not any(word in ("ar", "addrepo") for word in words)
    return call.does(Effect.REMOVES_PACKAGES) and any("release" in word or "repo" in word for word in words)
