"""Passes: transforms, their registry, the pipeline that applies them and the guards that watch it."""
