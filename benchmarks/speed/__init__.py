"""Measure how fast slimmer is, and other tools beside it, in one run."""
