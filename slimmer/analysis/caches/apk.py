"""What the apk of a base image can do."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.versions import alpine_version, base_of
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.knowledge.vocabulary import Role
from slimmer.model.stages import Stage


def apk_knows_no_cache(view: View, stage: Stage) -> bool:
    """Whether apk is surely of 2.6.6 or later, which Alpine 3.3 has: then it knows `--no-cache`.

    Official images for Alpine came with 3.3, those of Docker a little earlier. Else a call in the file may tell.
    """
    version, base = alpine_version(stage), base_of(stage)
    if version is not None:
        return version >= (3, 3)
    name = base.name.rpartition("library/")[2] if base is not None else "/"
    if "/" not in name and not (name == "docker" and base is not None and base.version.startswith("1.")):
        return True
    chain = stages(view).chain(stage)
    return any(each.step.stage in chain and each.meaning(Role.NO_CACHE) for each in calls(view).named("apk"))


def fetches_itself(stage: Stage) -> bool:
    """Whether apk surely fetches an index where it needs one: from 2.9 on, which Alpine 3.8 has."""
    return (alpine_version(stage) or (0, 0)) >= (3, 8)


def installs_files(call: Call) -> bool:
    """Whether all that a call installs are package files at hand, for which apk needs no index."""
    return bool(call.operands) and all((each.known or "").endswith(".apk") for each in call.operands)
