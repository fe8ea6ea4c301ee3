"""Settings of the whole test-suite."""

import signal

from hypothesis import settings

# Whatever was started in the background of a script ignores Ctrl-C, and what it starts does, too: the programs that the
# tests interrupt must not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A shared machine can stall any single example: time is judged by the benchmarks, never by a test.
settings.register_profile("patient", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("patient")
