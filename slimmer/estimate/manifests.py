"""What an install is told by files of the build context: how many packages, by name where few."""

from __future__ import annotations

import json
from typing import Any

from slimmer.analysis.calls.calls import Call
from slimmer.analysis.copies.landing import Landed, landing
from slimmer.analysis.view import View
from slimmer.knowledge.vocabulary import Effect, Role

_SHOWN = 4
_LOCKS = {
    "npm": ("package-lock.json", "npm-shrinkwrap.json"),
    "yarn": ("yarn.lock",),
    "pnpm": ("pnpm-lock.yaml",),
}


def installs(view: View, call: Call) -> str:
    """What a call that installs brings, as a clause; nobody knows what it weighs."""
    name = f"{call.program} {call.subcommand}".rstrip(" ")
    told = _named(call) or _required(view, call) or _locked(view, call)
    return f"what `{name}` installs{f' ({told})' if told else ''}"


def _named(call: Call) -> str:
    if call.meaning(Role.MANIFEST) is not None or not call.does(Effect.INSTALLS):
        return ""
    names = [each.known for each in call.operands if each.known and each.known not in (".", "./")]
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _required(view: View, call: Call) -> str:
    """The number of requirements in the files that `pip install -r` names."""
    given = call.meaning(Role.MANIFEST)
    if given is None or given.value is None or given.value.text is None:
        return ""
    text = _text(view, call, given.value.text)
    if text is None:
        return given.value.text
    lines = (line.strip(" \t\r") for line in text.split("\n"))
    count = sum(1 for line in lines if line and not line.startswith(("#", "-")))
    return f"{count} requirement{'s' * (count != 1)} in {given.value.text}"


def _locked(view: View, call: Call) -> str:
    """The number of packages in the lock file."""
    for name in _LOCKS.get(call.program, ()):
        text = _text(view, call, name)
        if text is None:
            continue
        if name.endswith(".json"):
            return _of_package_lock(name, text, without_dev=call.meaning(Role.DEV_OMIT) is not None)
        if name == "yarn.lock":
            count = sum(1 for line in text.split("\n") if line[:1] not in ("", " ", "#", "\t", "_", "\r"))
            return f"{count} packages in {name}"
        return f"the packages in {name}"
    return ""


def _of_package_lock(name: str, text: str, *, without_dev: bool) -> str:
    try:
        packages: Any = json.loads(text).get("packages")
    except (ValueError, AttributeError, RecursionError):
        return name
    if not isinstance(packages, dict):
        return name
    found = [each for path, each in packages.items() if path and isinstance(each, dict) and not each.get("link")]
    dev = sum(1 for each in found if each.get("dev"))
    count = len(found) - dev * without_dev
    extra = f", {dev} of them for development" if dev and not without_dev else ""
    return f"{count} package{'s' * (count != 1)} in {name}{extra}"


def _text(view: View, call: Call, path: str) -> str | None:
    """The text of a context's file as it lies at a path of the image, relative to where the call runs."""
    if view.context is None:
        return None
    whole = path if path.startswith("/") or call.workdir.text is None else f"{call.workdir.text}/{path}"
    found = landing(view).at(call.step.stage, whole)
    return view.context.read(found.source) if isinstance(found, Landed) and not found.doubt else None
