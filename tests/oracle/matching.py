"""Ask Go's packages what a .dockerignore file leaves out and what a file pattern takes; needs a Go compiler."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Sequence
from types import TracebackType
from typing import NamedTuple, Self

from tests.oracle.oracle import BINARY, OracleError, _built, _close


class Matched(NamedTuple):
    """For each name whether it is taken, or left out; `error` is Go's where it refuses the pattern."""

    names: tuple[bool, ...]
    error: str


class Matching:
    """A running oracle; use it as a context manager."""

    def __enter__(self) -> Self:
        program = _built(BINARY)
        if program is None:
            raise OracleError("no Go compiler: the oracle cannot be built")
        self._process = subprocess.Popen(
            [program, "-match"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _close(self._process)

    def left_out(self, ignore: bytes, names: Sequence[str]) -> Matched:
        """Which paths a .dockerignore file leaves out (moby's patternmatcher), each asked on the way down."""
        return self._ask({"ignore": base64.b64encode(ignore).decode(), "names": list(names)})

    def taken(self, pattern: str, names: Sequence[str]) -> Matched:
        """Which paths filepath.Match takes."""
        return self._ask({"pattern": pattern, "names": list(names)})

    def _ask(self, question: dict[str, object]) -> Matched:
        pipe, answers = self._process.stdin, self._process.stdout
        assert pipe is not None
        assert answers is not None
        pipe.write(os.fsencode(json.dumps(question)) + b"\n")
        pipe.flush()
        answer = json.loads(answers.readline())
        return Matched(tuple(answer["matched"] or ()), answer["error"])
