"""The lower bound of an image's size: the files its application was seen to need, proven to be enough.

A traced run under the smoke test names the files that were opened or executed. An image with those alone, closed over
links and interpreters, must pass the same smoke test. The health check is left out: it is not part of what is traced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from slimmer.bench.judging import judged
from slimmer.bench.trials import Bench, Trial
from slimmer.build import Archive
from slimmer.build.files import FileSystem, file_system
from slimmer.build.needs import Opened, closed, survey
from slimmer.build.probing import probe
from slimmer.build.reduced import Selection, write
from slimmer.build.scratch import scratch
from slimmer.build.smoke import Smoke
from slimmer.records import dataclass, replace

_MOST_ZEROS = 3_000_000_000


@dataclass(frozen=True, slots=True)
class Bound:
    """What an application was seen to need.

    Args:
        unpacked: bytes of content of these files, hard links counted once.
        files: how many.
        proof: what an image with them needed besides to pass the smoke test, for a person.
    """

    unpacked: int
    files: int
    proof: str


def bound_of(bench: Bench, before: Trial, smoke: Smoke) -> Bound | None:
    """The lower bound of an image; None when it cannot be traced, or nothing smaller than all was shown to be enough.

    Args:
        bench: builds and runs it.
        before: the original, tried and well.
        smoke: its test.

    Raises:
        BuildError: as `Bench.build`; RunError when the engine does not take a reduced image.
    """
    if before.failed is not None or before.image is None:
        return None
    before = before if before.touched is not None else bench.traced(before, smoke)
    if before.touched is None:
        return None
    with scratch("bound") as folder:
        bench.say("looking for the lower bound")
        with Archive(bench.archive(before, "before", folder)) as archive:
            image = archive.images()[0]
            opened = Opened(archive, image, file_system(archive, image), folder)
            return _smallest(bench, opened, before, smoke, folder / "reduced.tar")


def _smallest(bench: Bench, opened: Opened, before: Trial, smoke: Smoke, out: Path) -> Bound | None:
    """The first selection that passes."""
    touched = (before.touched or frozenset()) | {*smoke.files}
    needed = closed(touched, opened.files, survey(opened), opened.image.config.user)
    plain = replace(smoke, files=())
    original = tuple(replace(each, health=None) for each in before.seen)
    mark = hashlib.sha256(before.text.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    for number, (selection, proof) in enumerate(_selections(needed, opened.files)):
        tag = bench.workshop.claim(f"bound-{mark}-{number}")
        reduced = write(opened, selection, out, tag, bench.workshop.owner.labels)
        bench.workshop.load(out)
        seen = probe(bench.workshop, tag, plain)
        if all(each.passed for each in judged(plain, seen, opened.files, original)):
            return Bound(reduced.unpacked, reduced.files, proof)
    return None


def _selections(needed: frozenset[str], files: FileSystem) -> Iterator[tuple[Selection, str]]:
    """What is tried, the smallest first.

    No file that was not touched is ever opened, so none is missed for its content. But programs also ask whether a
    file is there, how large it is and when it changed (Python compares a source with what it compiled), and list
    folders: for that an empty file will do, or zeros.
    """
    yield Selection(needed), "nothing else"
    plain = {path for path, entry in files.entries.items() if entry.kind == "file"}
    others, rest = needed | (files.entries.keys() - plain), plain - needed
    folders = {_folder(path) for path in needed & plain}
    beside = {path for path in rest if _folder(path) in folders}
    yield Selection(others, rest - beside, beside), "the names of the other files, and the sizes of those beside"
    if sum(files.entries[path].size for path in rest) <= _MOST_ZEROS:
        yield Selection(others, sized=rest), "the names and sizes of the other files"


def _folder(path: str) -> str:
    """The folder of a file; of compiled Python that of its source."""
    return path.rpartition("/")[0].removesuffix("/__pycache__")
