"""Results on disk, one line a case: whole lines only, whatever interrupts, and one writer at a time."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from slimmer.bench.records import from_json, to_json
from slimmer.bench.results import CaseResult, Verdict
from slimmer.errors import InputError
from slimmer.records import dataclass, field

_HEAD = b'{"version": '
"""What every line begins with (`records.to_json`)."""


@dataclass(eq=False)
class Store:
    """A file of results that is open to be gone on with; a context manager.

    Args:
        path: the file; it is made where there is none.

    Attributes:
        known: what it holds, the last line of each case; those measured now included.
    """

    path: Path
    known: dict[str, CaseResult] = field(default_factory=dict)
    _descriptor: int = -1

    def __enter__(self) -> Self:
        """Open it, and take away the beginning of a line that a killed run left.

        Raises:
            InputError: it cannot be written, holds anything else, or another run writes to it.
        """
        try:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise InputError(str(self.path), f"cannot be written: {error.strerror}") from error
        try:
            self._lock()
            self._read()
        except BaseException:
            os.close(self._descriptor)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not os.fstat(self._descriptor).st_size:  # nothing was measured, and a file would look as if
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)

    def append(self, result: CaseResult) -> None:
        """Add a line; when this returns, it is on the disk.

        Raises:
            InputError: it cannot be written; the file then is as it was.
        """
        data = (to_json(result) + "\n").encode("ascii")
        before = os.fstat(self._descriptor).st_size
        try:
            if os.write(self._descriptor, data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # noqa: TRY301  undone like any other
            os.fsync(self._descriptor)
        except OSError as error:
            os.ftruncate(self._descriptor, before)
            raise InputError(str(self.path), f"not written: {error.strerror}") from error
        except BaseException:  # half a line must not stay, and a whole one that nobody was told of neither
            os.ftruncate(self._descriptor, before)
            raise
        self.known[result.case] = result

    def measured(self, case: str, key: str) -> CaseResult | None:
        """The result of a case that was measured in this very way; None where it has to be measured."""
        found = self.known.get(case)
        same = found is not None and found.protocol.key == key and found.verdict is not Verdict.NOT_MEASURABLE
        return found if same else None

    def _lock(self) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(str(self.path), "another run of slimmer bench writes to it; name another file") from None

    def _read(self) -> None:
        data = self.path.read_bytes()
        *lines, half = data.split(b"\n")
        for number, line in enumerate(lines, 1):
            if line.strip():
                result = from_json(line.decode("utf-8", "replace"), str(self.path), number)
                self.known[result.case] = result
        if not half:
            return
        try:
            result = from_json(half.decode("utf-8", "replace"), str(self.path), len(lines) + 1)
        except InputError:
            if not lines and not half.startswith(_HEAD):  # anybody's file
                raise
            os.ftruncate(self._descriptor, len(data) - len(half))
        else:
            self.known[result.case] = result
            os.write(self._descriptor, b"\n")
