"""The parts of a run: what each measures, and its table."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.laws.sample import Case
from benchmarks.speed import generated, installed
from benchmarks.speed.child import TASKS, whole_pipeline, with_shell
from benchmarks.speed.figures import Series, exponent, interleaved, table
from benchmarks.speed.processes import Child, cpu_of, peak_of

OWN: Final = ("dockerfile-layer", "with-shell", "whole-pipeline")
PARSERS: Final = tuple(name for name in TASKS if name not in OWN)
MOST_SECONDS: Final = 60.0
"""A generated file that took longer is the last one of its kind."""

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the result, as data and as text."""

    name: str
    data: Document
    text: str


def throughput(cases: Sequence[Case], listed: Path, pythons: Mapping[str, Path], repeats: int) -> Section:
    """Files a second of one process: slimmer's layers, and other parsers in the same run.

    Args:
        cases: the files.
        listed: a list of the same files, for the processes.
        pythons: the interpreter for each task.
        repeats: as for `interleaved`.
    """
    with ExitStack() as stack:
        children = {name: stack.enter_context(Child(python, name, listed)) for name, python in pythons.items()}
        series = interleaved({name: child.run for name, child in children.items()}, repeats)
        failed = {name: child.failed for name, child in children.items()}
    size = sum(len(case.before) for case in cases)
    base = series["with-shell"]
    rows = [
        (name, f"{each.rate(len(cases)):.0f}", f"{each.rate(size) / 1e6:.2f}", f"{each.median:.3f}",
         f"{each.spread:.0%}", f"{each.ratio(base):.2f}", str(failed[name]))
        for name, each in series.items()
    ]  # fmt: skip
    head = ("one process, warm", "files/s", "MB/s", "CPU s", "spread", "time ratio", "failed")
    data = {name: {**figures(each), "files_per_second": each.rate(len(cases)), "failed": failed[name]}
            for name, each in series.items()}  # fmt: skip
    return Section("throughput", data, table(head, rows))


def figures(series: Series) -> Document:
    """A series as data."""
    return {"values": series.values, "median": series.median, "low": series.low, "high": series.high}


def cold(programs: Path, folder: Path, peers: Path | None, repeats: int) -> Section:
    """CPU time of a process that does one file, from an installed wheel, and where it goes."""
    others: list[tuple[str, Sequence[str | Path]]] = []
    if peers is not None:
        others = [("tally lint", [*tally(peers), "FILE"]), ("hadolint", [*hadolint(peers), "FILE"])]
    series = installed.cold(programs, folder, repeats, others)
    parts = installed.parts(programs, folder, repeats)
    base = series["python -c 'import click, lark'"]
    head = ("one file, cold", "CPU ms", "least", "spread", "time ratio")
    rows = [
        (name, _ms(each.median), _ms(each.low), f"{each.spread:.0%}", f"{each.ratio(base):.2f}")
        for name, each in series.items()
    ]
    by_part = {part: [parts[name][part].median for name in parts] for part in next(iter(parts.values()))}
    by_part["together"] = [sum(each.median for each in found.values()) for found in parts.values()]
    steps = [(f"  {part}", *map(_ms, each)) for part, each in by_part.items()]
    data = {name: figures(each) for name, each in series.items()}
    shares = {name: {part: figures(each) for part, each in found.items()} for name, found in parts.items()}
    text = f"{table(head, rows)}\n\n{table(('CPU ms by part', *parts), steps)}"
    return Section("cold", {"processes": data, "parts": shares}, text)


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f}"


def tally(peers: Path) -> list[str | Path]:
    """The command of tally-cli that reads one file and changes nothing."""
    options = ("--no-config", "--slow-checks", "off", "--no-color", "--hide-source", "--fail-level", "none")
    return [peers / "bin" / "tally", "lint", *options]


def hadolint(peers: Path) -> list[str | Path]:
    """The command of hadolint that reads files."""
    return [peers / "bin" / "hadolint", "--no-color", "--no-fail", "--format", "json"]


def batches(programs: Path, cases: Sequence[Case], folder: Path, peers: Path | None, repeats: int) -> Section:
    """CPU time of a process that does many files, start and end included."""
    files = spread_out(cases, folder)
    commands: dict[str, list[str | Path]] = {
        "slimmer rewrite -j 1": [programs / "slimmer", "rewrite", "-j", "1", *files]
    }
    if peers is not None:
        commands["hadolint"] = [*hadolint(peers), *files]
        commands["tally lint"] = [*tally(peers), *files]
    tasks: dict[str, Callable[[], float]] = {}
    for name, command in commands.items():
        tasks[name] = _Run(command, folder)
    series = interleaved(tasks, repeats)
    base = series["slimmer rewrite -j 1"]
    rows = [
        (name, f"{each.median:.2f}", f"{each.rate(len(files)):.0f}", f"{each.spread:.0%}", f"{each.ratio(base):.2f}")
        for name, each in series.items()
    ]
    head = (f"{len(files)} files in one process", "CPU s", "files/s", "spread", "time ratio")
    return Section("batches", {name: figures(each) for name, each in series.items()}, table(head, rows))


class _Run:
    """Starts one command; tools may complain about files they cannot read."""

    def __init__(self, command: Sequence[str | Path], folder: Path) -> None:
        self.command, self.folder = command, folder

    def __call__(self) -> float:
        return cpu_of(self.command, ok=(0, 1, 2), cwd=self.folder)


def spread_out(cases: Iterable[Case], folder: Path) -> list[str]:
    """Copies of the files as `folder/files/N.Dockerfile`; their names relative to the folder."""
    shutil.rmtree(folder / "files", ignore_errors=True)
    (folder / "files").mkdir()
    names = []
    for number, case in enumerate(cases):
        name = f"files/{number:06}.Dockerfile"
        (folder / name).write_bytes(case.before)
        names.append(name)
    return names


def memory(programs: Path, cases: Sequence[Case], folder: Path, jobs: Sequence[int], most: int = 5000) -> Section:
    """Peak memory of a run over many files: repeated where there are fewer than `most`."""
    repeated = [cases[number % len(cases)] for number in range(most)]
    files = spread_out(repeated, folder)
    rows, data = [], {}
    for count in jobs:
        peak = peak_of([programs / "slimmer", "rewrite", "-q", "-j", str(count), *files], folder)
        workers = " ".join(f"{each:.0f}" for each in peak.workers) or "-"
        rows.append((f"-j {count}", f"{peak.parent:.0f}", workers, f"{peak.total:.0f}", f"{peak.seconds:.1f}"))
        data[str(count)] = asdict(peak)
    head = (f"{most} files, peak memory", "parent MB", "workers MB", "together MB", "CPU s")
    return Section("memory", data, table(head, rows))


def growth(sizes: Sequence[int], repeats: int) -> Section:
    """How the cost grows with the length of a file: the exponent over all sizes, 1 being linear."""
    rows, data = [], {}
    for layer, make in (("with-shell", with_shell), ("whole-pipeline", whole_pipeline)):
        task = make()
        for kind, text in generated.KINDS.items():
            points = _points(task, text, sizes, repeats)
            power = exponent(points)
            cells = [f"{seconds:.3f}" for _, seconds in points]
            rows.append((f"{layer}: {kind}", *cells, *("-" for _ in sizes[len(cells) :]), f"{power:.2f}"))
            data[f"{layer}: {kind}"] = {"points": points, "exponent": power}
    head = ("CPU s by lines", *(f"{size:,}" for size in sizes), "exponent")
    return Section("growth", data, table(head, rows))


def _points(
    task: Callable[[bytes], object], text: Callable[[int], str], sizes: Sequence[int], repeats: int
) -> list[tuple[int, float]]:
    points: list[tuple[int, float]] = []
    for size in sizes:
        data = text(size).encode()
        # The best of some: a long file is done once, which is long enough to be undisturbed.
        taken = min(_once(task, data) for _ in range(repeats if size <= 10_000 else 1))
        points.append((size, taken))
        if taken > MOST_SECONDS:
            break
    return points


def _once(task: Callable[[bytes], object], data: bytes) -> float:
    gc.collect()
    begun = time.process_time()
    task(data)
    return time.process_time() - begun
