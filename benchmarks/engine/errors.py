"""What goes wrong while an engine is brought up."""

from __future__ import annotations


class EngineError(Exception):
    """The engine cannot be brought up; `str(error)` is a complete sentence for a person."""
