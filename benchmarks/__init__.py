"""Benchmarks: what slimmer is measured with."""
