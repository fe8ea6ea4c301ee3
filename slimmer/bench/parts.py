"""What is measured of a case besides the rest, and may fail without it."""

from __future__ import annotations

from types import TracebackType

from slimmer.build import ArchiveError, BaseNotFoundError, BuildTimeoutError, DoesNotBuildError, RunError
from slimmer.records import dataclass

OF_ONE_CASE = (ArchiveError, BaseNotFoundError, BuildTimeoutError, DoesNotBuildError, RunError)
"""What goes wrong with one case, and does not keep the others from being measured."""
_NEWLINE = "\n"


@dataclass(frozen=True, slots=True)
class Part:
    """Notes what goes wrong with a case in its block, and goes on behind it.

    Args:
        notes: where to.
        otherwise: what then is not known.
    """

    notes: list[str]
    otherwise: str

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        if not isinstance(error, OF_ONE_CASE):
            return False
        self.notes.append(f"{self.otherwise}: {str(error).partition(_NEWLINE)[0]}")
        return True
