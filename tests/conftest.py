"""Settings of the whole test-suite."""

from hypothesis import settings

# A shared machine can stall any single example: time is judged by the benchmarks, never by a test.
settings.register_profile("patient", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("patient")
