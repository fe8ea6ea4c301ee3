"""Settings of the whole test-suite."""

import fcntl
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

# Whatever was started in the background of a script ignores Ctrl-C, and what it starts does, too: the programs that the
# tests interrupt must not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A shared machine can stall any single example: time is judged by the benchmarks, never by a test.
settings.register_profile("patient", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("patient")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """One test with an engine at a time: they look at what is left there, and at ports of the machine.

    pytest-xdist's groups say the same, but 3.8.0 loses them under pytest 9.2, which keeps node ids elsewhere.
    """
    if item.get_closest_marker("docker") is None:
        return (yield)
    with (Path(tempfile.gettempdir()) / "tests-of-slimmer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return (yield)
