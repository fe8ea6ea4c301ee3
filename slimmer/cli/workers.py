"""Spread work over processes: results in order, and a process that dies costs one item."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from slimmer.cli.stopping import cleanly

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    _Pipe = Connection[Any, Any]

R = TypeVar("R")

CHUNK = 16
"""Items sent at once: their answers keep a process busy while the next ones travel."""
AHEAD = 64
"""Chunks that may be under way or wait for an earlier one, so that memory stays bounded."""


def processes() -> int:
    """How many processes are worth having: the processors this one may use, at most 8."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)


def start_method() -> str:
    """`fork` on Linux, where it is safe without threads and saves each process its start-up; else `spawn`."""
    return "fork" if sys.platform == "linux" else "spawn"


def ordered(
    work: Callable[[str], R], died: Callable[[str, str], R], items: Sequence[str], jobs: int, method: str | None = None
) -> Iterator[R]:
    """`work(item)` of every item, in the order of the items.

    Args:
        work: must not raise; picklable where processes are spawned.
        died: the result for an item whose process ended, and how it ended.
        items: what to work on.
        jobs: processes.
        method: how to start them, `start_method()` when None.
    """
    pool: _Pool[R] = _Pool(work, died, items, method or start_method())
    try:
        yield from pool.results(jobs)
    finally:
        pool.close()


class _Worker:
    """One process and the indexes of the items it still has to answer."""

    def __init__(self, process: BaseProcess, pipe: _Pipe) -> None:
        self.process, self.pipe = process, pipe
        self.pending: deque[int] = deque()


class _Pool(Generic[R]):
    """The processes, what is under way in each, and answers that wait for earlier ones."""

    def __init__(
        self, work: Callable[[str], R], died: Callable[[str, str], R], items: Sequence[str], method: str
    ) -> None:
        self.work, self.died, self.items = work, died, items
        self.context: Any = multiprocessing.get_context(method)  # each method is a type of its own
        self.forks = method == "fork"
        self.workers: list[_Worker] = []
        self.waiting: dict[int, R] = {}
        self.next_sent = self.next_due = 0

    def results(self, jobs: int) -> Iterator[R]:
        """Answers in order."""
        for _ in range(min(jobs, -(-len(self.items) // CHUNK))):
            self._start(deque())
        while self.next_due < len(self.items):
            for worker in list(self.workers):
                self._send(worker)
            for pipe in wait([worker.pipe for worker in self.workers]):
                self._receive(next(worker for worker in self.workers if worker.pipe is pipe))
            while self.next_due in self.waiting:
                yield self.waiting.pop(self.next_due)
                self.next_due += 1

    def close(self) -> None:
        """End all processes; one in the midst of a file finishes or undoes it first."""
        for worker in self.workers:
            worker.pipe.close()
        for worker in self.workers:
            worker.process.join()
        self.workers.clear()

    def _start(self, pending: deque[int]) -> None:
        """A new process, which first does what is pending."""
        mine, theirs = self.context.Pipe()
        # A forked process holds copies of the other pipes: while it lived, their other ends would never see an end.
        others = [worker.pipe for worker in self.workers] if self.forks else []
        arguments = (theirs, self.work, [*others, mine] if self.forks else [])
        process = self.context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, mine)
        self.workers.append(worker)
        self._hand(worker, pending)

    def _send(self, worker: _Worker) -> None:
        """Give a worker that is nearly done its next chunk, unless that lies too far ahead."""
        if len(worker.pending) > CHUNK // 2 or self.next_sent >= self.next_due + AHEAD * CHUNK:
            return
        chunk = range(self.next_sent, min(self.next_sent + CHUNK, len(self.items)))
        self.next_sent = chunk.stop
        self._hand(worker, chunk)

    def _hand(self, worker: _Worker, indexes: Iterable[int]) -> None:
        chunk = list(indexes)
        worker.pending.extend(chunk)
        if chunk:
            with contextlib.suppress(OSError):  # it died: reading from it will tell
                worker.pipe.send([self.items[index] for index in chunk])

    def _receive(self, worker: _Worker) -> None:
        try:
            answer: R = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
        else:
            self.waiting[worker.pending.popleft()] = answer

    def _bury(self, worker: _Worker) -> None:
        """Answer for the item a process died of, and let a new one do the rest."""
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        if worker.pending:
            index = worker.pending.popleft()
            self.waiting[index] = self.died(self.items[index], _end(worker.process.exitcode))
        if worker.pending or not self.workers or self.next_sent < len(self.items):
            self._start(worker.pending)


def _end(code: int | None) -> str:
    """How a process ended, for a person."""
    if code is not None and code < 0:
        return f"the process that worked on it was ended by signal {-code}"
    return f"the process that worked on it ended with code {code}"


def _serve(pipe: _Pipe, work: Callable[[str], object], inherited: Sequence[_Pipe]) -> None:
    """What a process does: answer item by item until there is nobody to answer."""
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and closes the pipes
    gc.freeze()
    with cleanly(), contextlib.suppress(EOFError, OSError):
        while True:
            for item in pipe.recv():
                pipe.send(work(item))
