"""Transforms of this distribution: one module each, found by slimmer through the entry-point group."""
