"""Damage texts: bytes, tokens and lines cut, copied, swapped, and taken from other files."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.fuzz.dictionary import PIECES

LIMIT: Final = 6000
"""Bytes an input may have: long ones cost time and show nothing that short ones do not."""
FAVOURITES: Final = 500
"""Rewritten inputs that are kept."""
WINDOW: Final = 30
"""Lines taken of a longer file."""

_TOKEN = re.compile(rb"[A-Za-z0-9_./-]+|[ \t]+|\\\r?\n|\r?\n|&&|\|\||;;|<<-?|\$[({]|.", re.DOTALL)


class Mutator:
    """Makes inputs of seeds; the same seeds and random state make the same inputs."""

    def __init__(self, seeds: Sequence[bytes], rng: random.Random) -> None:
        self.rng = rng
        self.pool: list[bytes] = [seed for seed in seeds if seed] or [b"FROM a\n"]
        self.acting: list[bytes] = []
        self._ways: tuple[Callable[[bytes], bytes], ...] = (
            *(self._bytes, self._insert, self._insert, self._cut, self._tokens, self._tokens, self._lines),
            *(self._splice, self._splice, self._endings, self._joins),
        )

    def remember(self, data: bytes) -> None:
        """Use an input that showed something new as a seed from now on."""
        self.pool.append(data)

    def prefer(self, data: bytes) -> None:
        """Use an input that was rewritten as a seed more often than others."""
        if len(self.acting) < FAVOURITES:
            self.acting.append(data)
        else:
            self.acting[self.rng.randrange(FAVOURITES)] = data

    def make(self) -> bytes:
        """One damaged input."""
        if self.acting and self.rng.random() < 0.4:
            return self._way(self._way(self.rng.choice(self.acting)))[:LIMIT]
        # What was added last was never damaged yet: it gets half of the attention.
        recent = len(self.pool) > 200 and self.rng.random() < 0.5
        data = self._window(self.rng.choice(self.pool[-200:] if recent else self.pool))
        for _ in range(self.rng.choice((1, 1, 2, 2, 3, 4, 6, 10))):
            data = self._way(data)
        return data[:LIMIT]

    def _way(self, data: bytes) -> bytes:
        return self.rng.choice(self._ways)(data)

    def _window(self, data: bytes) -> bytes:
        lines = data.split(b"\n")
        if len(lines) <= WINDOW:
            return data
        start = self.rng.choice((0, self.rng.randrange(len(lines) - WINDOW)))
        return b"\n".join(lines[start : start + self.rng.randint(3, WINDOW)])

    def _place(self, data: bytes) -> int:
        return self.rng.randint(0, len(data))

    def _bytes(self, data: bytes) -> bytes:
        at = self._place(data)
        byte = bytes((self.rng.randrange(1, 256) if self.rng.random() < 0.3 else self.rng.randrange(32, 127),))
        return data[:at] + byte + data[at + self.rng.randint(0, 1) :]

    def _insert(self, data: bytes) -> bytes:
        places = [match.start() for match in _TOKEN.finditer(data)] or [0]
        at = self.rng.choice(places)
        return data[:at] + self.rng.choice(PIECES) + data[at:]

    def _cut(self, data: bytes) -> bytes:
        start = self._place(data)
        end = start + self.rng.choice((1, 2, 5, 20, 100))
        return data[:start] + data[end:]

    def _tokens(self, data: bytes) -> bytes:
        tokens = _TOKEN.findall(data) or [b"a"]
        at, other = self.rng.randrange(len(tokens)), self.rng.randrange(len(tokens))
        match self.rng.randrange(4):
            case 0:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 1:
                tokens[at] = self.rng.choice(PIECES)
            case 2:
                tokens.insert(at, tokens[other])
            case _:
                del tokens[at]
        return b"".join(tokens)

    def _lines(self, data: bytes) -> bytes:
        lines = data.split(b"\n")
        at, other = self.rng.randrange(len(lines)), self.rng.randrange(len(lines))
        match self.rng.randrange(3):
            case 0:
                lines[at], lines[other] = lines[other], lines[at]
            case 1:
                lines.insert(at, lines[other])
            case _:
                del lines[at]
        return b"\n".join(lines)

    def _splice(self, data: bytes) -> bytes:
        """Lines of another seed in place of some of this one."""
        lines, others = data.split(b"\n"), self._window(self.rng.choice(self.pool)).split(b"\n")
        at, start = self.rng.randrange(len(lines)), self.rng.randrange(len(others))
        taken = others[start : start + self.rng.randint(1, 8)]
        return b"\n".join((*lines[:at], *taken, *lines[at + self.rng.randint(0, 2) :]))

    def _endings(self, data: bytes) -> bytes:
        match self.rng.randrange(4):
            case 0:
                return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            case 1:
                return data.rstrip(b"\n")
            case 2:
                return b"\xef\xbb\xbf" + data
            case _:
                return data.replace(b"\\\n", b"`\n")

    def _joins(self, data: bytes) -> bytes:
        """A line end joined, or a join undone."""
        ends = [match.start() for match in re.finditer(rb"\n", data)]
        if not ends:
            return data + b" \\\n"
        at = self.rng.choice(ends)
        if data[:at].endswith(b"\\"):
            return data[: at - 1] + data[at:]
        return data[:at] + b" \\" + data[at:]
