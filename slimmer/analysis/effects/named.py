"""Tables of which numbered things name which paths, so that not each of them has to be asked about one.

The things are the instructions of a stage or the calls of a script, noted in order. Plain paths go into tables by
the path and by all that lies above it; patterns, and paths that are not known to their end, by the text they begin
with: what begins otherwise is another path. Only what says nothing of where it lies fits any path.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import takewhile

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import Call, Step, calls
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.calls.wording import wording
from slimmer.analysis.view import View, fact_of
from slimmer.records import dataclass, field

Table = dict[str, list[int]]
"""Numbers in order, by a text."""
_LONGEST = 4096  # PATH_MAX of Linux: nothing lies at a longer path
_MANY = 200  # texts with one beginning: to ask one after the other, until one tells enough, costs less
_FEW = 12  # so many calls are asked one by one, which costs less than tables of what they name


@dataclass(slots=True)
class Named:
    """Who names what.

    Attributes:
        below: by path: who names it or what lies in it.
        exactly: by path: who names it as something that may hold others.
        names: by the name of a program: who calls it without its folder.
        tails: by the last part of a path: who names such a one.
        beginning: by the text in front of what is not certain: who names what begins so.
        holding: by the folder the base image begins in ("" for none): who names something that may hold others.
        based: who names something below that folder, wherever it is.
        loose: by the same: who names a pattern, or what is not known to its end.
        open: who names what may be any path.
        ordered: the texts of `below` and `beginning` in order, once they are asked for: then all is noted.
        unpacking: the same of those who unpack something into a folder.
    """

    below: Table = field(default_factory=dict)
    exactly: Table = field(default_factory=dict)
    names: Table = field(default_factory=dict)
    tails: Table = field(default_factory=dict)
    beginning: Table = field(default_factory=dict)
    holding: Table = field(default_factory=dict)
    based: list[int] = field(default_factory=list)
    loose: Table = field(default_factory=dict)
    open: list[int] = field(default_factory=list)
    ordered: list[str] = field(default_factory=list)
    unpacking: Named | None = None

    def tables(self, spot: Spot, *, unpackers: bool = True) -> list[list[int]] | None:
        """The numbers of those who may have to do with a spot, in several lists, each sorted; None: anyone may.

        Args:
            spot: what is asked for.
            unpackers: whether those count of which no more is known than that what they unpack may be a file there.
        """
        path = spot.path
        if len(path) > _LONGEST:
            return None
        some = [self.open, *map(self.exactly.get, above(path))]
        some += [] if spot.is_folder else [self.names.get(paths.tail(path))]
        if self.beginning:
            some += [self.beginning.get(path[:end]) for end in range(1, len(path) + 1)]
        if paths.is_certain(path):
            some.append(self.below.get(path))
            if not paths.is_of_system(path):
                some += [self.based, *(each for base, each in self.loose.items() if base)]
        elif spot.is_file and _is_based(path):
            own = path.partition("/")[0]
            some.append(self.tails.get(paths.tail(path)))
            some += [each for table in (self.holding, self.loose) for base, each in table.items() if base != own]
        elif (further := self._further(paths.certain_beginning(path))) is not None:
            some += further
            if not paths.is_of_system(path):
                some += [self.based, *(each for base, each in self.loose.items() if base)]
        else:
            return None
        found = [each for each in some if each]
        made = self.unpacking
        if made is None or not unpackers:
            same = (made.below.get(path), made.beginning.get(paths.certain_beginning(path))) if made is not None else ()
            return [*found, *filter(None, same)]
        inner = made.tables(spot)
        return None if inner is None else found + inner

    def _further(self, begins: str) -> list[list[int]] | None:
        """Who names what begins with a text; None where too many texts do so, or it does not tell where they lie."""
        if begins[:1] != "/":
            return None
        if not self.ordered:
            self.ordered = sorted({*self.below, *self.beginning})
        low = bisect_left(self.ordered, begins)
        some = list(takewhile(lambda each: each.startswith(begins), self.ordered[low : low + _MANY]))
        if len(some) == _MANY:
            return None
        return [numbers for each in some for table in (self.below, self.beginning) if (numbers := table.get(each))]

    def note(self, number: int, words: Iterable[str | None], *, holding: bool = True) -> None:
        """Note paths; None for one that is not known."""
        for word in words:
            begins = paths.certain_beginning(word) if word is not None else ""
            if word is None or not begins or len(word) > _LONGEST:
                _add(self.open, number)
                continue
            base = word.partition("/")[0] if paths.is_base(word) else ""
            of_system = paths.is_of_system(word)
            if begins != word or base == word:
                _note(self.beginning, number, begins)
                note_above(self.below, number, begins.rpartition("/")[0] or "/")
                if not of_system:
                    _note(self.loose, number, base)
                continue
            if base:
                _add(self.based, number)
            else:
                note_above(self.below, number, word)
            _note(self.tails, number, paths.tail(word))
            if holding:
                _note(self.exactly, number, word)
                if not of_system:
                    _note(self.holding, number, base)

    def note_call(self, number: int, call: Call) -> None:
        """Note what a call names."""
        words, places, names, unpacked = wording(call)
        self.note(number, words)
        self.note(number, places, holding=False)
        for name in names:
            _note(self.names, number, name)
        if unpacked:
            self.unpacking = self.unpacking or Named()
            self.unpacking.note(number, unpacked)


def above(word: str) -> Iterator[str]:
    """A path and the folders it lies in."""
    yield word
    at = len(word)
    while (at := word.rfind("/", 0, at)) > 0:
        yield word[:at]
    if word[:1] == "/" and word != "/":
        yield "/"


def note_above(table: Table, number: int, word: str) -> None:
    """Note a path and the folders it lies in: where one of them is noted, those around it are."""
    if len(word) > _LONGEST:
        return
    for each in above(word):
        numbers = table.setdefault(each, [])
        if numbers and numbers[-1] == number:
            return
        numbers.append(number)


def _note(table: Table, number: int, word: str) -> None:
    _add(table.setdefault(word, []), number)


def _add(numbers: list[int], number: int) -> None:
    if not numbers or numbers[-1] != number:
        numbers.append(number)


def _is_based(path: str) -> bool:
    """Whether a path is all known but for the folder the base image begins in."""
    head, slash, rest = path.partition("/")
    return bool(rest) and paths.is_base(head) and paths.is_certain(slash + rest)


def between(tables: Iterable[list[int]], after: int, until: int) -> Iterator[int]:
    """The numbers in several sorted lists that lie between two, each once, in order."""
    some = ((each, bisect_right(each, after), bisect_left(each, until)) for each in tables)
    last = after
    for number in merge(*(map(each.__getitem__, range(low, high)) for each, low, high in some if low < high)):
        if number != last:
            last = number
            yield number


def asked(view: View, step: Step, spot: Spot, *, after: int = -1, unpackers: bool = True) -> Iterator[tuple[int, Call]]:
    """The calls of a script that may do something with a spot, with their numbers, in order.

    Args:
        view: of the file.
        step: whose script it is.
        spot: what is asked for.
        after: the number of the call behind which they stand (-1: all).
        unpackers: as for `Named.tables`.
    """
    of_step = calls(view).of(step)
    tables = None
    if len(of_step) - after > _FEW:
        tables = _of_script(view, step).tables(spot, unpackers=unpackers)
    numbers = range(after + 1, len(of_step)) if tables is None else between(tables, after, len(of_step))
    return ((number, of_step[number]) for number in numbers)


@fact_of
def _of_script(view: View, step: Step) -> Named:
    found = Named()
    for number, call in enumerate(calls(view).of(step)):
        found.note_call(number, call)
    return found
