"""Settings of the whole test-suite."""

import fcntl
import re
import signal
import tempfile
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# Whatever was started in the background of a script ignores Ctrl-C, and what it starts does, too: the programs that the
# tests interrupt must not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A shared machine can stall any single example: time is judged by the benchmarks, never by a test.
settings.register_profile("patient", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("patient")

_GROUP = re.compile(r'xdist_group\("(\w+)"\)')


class GroupsOfFiles(LoadScopeScheduling):  # type: ignore[misc]  # xdist is not typed
    """One worker for all files that name a group, so that the others go on meanwhile.

    `--dist loadgroup` is to do that, but pytest-xdist 3.8.0 loses the groups under pytest 9.2, which keeps the ids of
    tests elsewhere.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0]) or nodeid


@cache
def group_of(file: str) -> str:
    """The group a file of tests names; empty for none."""
    found = _GROUP.search((Path(__file__).parent.parent / file).read_text("utf-8"))
    return found[1] if found else ""


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """How workers get their tests."""
    return GroupsOfFiles(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """One test with an engine at a time, on the whole machine: they look at what is left there, and at its ports."""
    if item.get_closest_marker("docker") is None:
        return (yield)
    with (Path(tempfile.gettempdir()) / "tests-of-slimmer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return (yield)
