"""Print the table, and the JSON that says how it was made."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from benchmarks.laws import shells
from benchmarks.laws.command import Command
from benchmarks.laws.judge import Breaches, Tally
from benchmarks.laws.measure import Measurement
from benchmarks.laws.sample import Sample

_LONGEST_LIST = 10


def document(
    measurement: Measurement,
    sample: Sample,
    command: Command,
    edits_line: str | None,
    versions: Mapping[str, str],
) -> dict[str, Any]:
    """The result with its protocol, ready for `json.dump`.

    Args:
        measurement: what was found.
        sample: the files it was found on.
        command: what was run.
        edits_line: the command that reported edits, None without one.
        versions: of the command and of the judges, by name.
    """
    tally = measurement.tally
    counts = {item.name: getattr(tally, item.name) for item in fields(Tally) if item.name != "breaches"}
    return {
        "version": 1,
        "protocol": {
            "command": command.line,
            "edits_command": edits_line,
            "mode": command.mode.value,
            "batch": command.per_run,
            "jobs": command.jobs,
            "good_exits": sorted(command.good_exits),
            "timeout_s": command.timeout,
            "versions": dict(versions),
            "sample": {
                "source": sample.source,
                "files_in_source": sample.total,
                "files": len(sample.cases),
                "seed": sample.seed,
                "sha256": sample.digest,
            },
        },
        "seconds": round(measurement.seconds, 2),
        "notes": list(measurement.notes),
        "counts": counts | ({} if measurement.edits_checked else {"unrestored": None}),
        "breaches": {name: _without_defaults(found) for name, found in sorted(tally.breaches.items())},
    }


def table(result: Mapping[str, Any]) -> str:
    """The counts of a `document` as plain text, one law a line, shares of all files in percent."""
    counts = result["counts"]
    rows = [
        ("files", counts["files"]),
        ("accepted by BuildKit before", counts["accepted_before"]),
        ("changed", counts["changed"]),
        ("failed (the command's own errors)", counts["failed"]),
        ("rejected by BuildKit after", counts["rejected"]),
        ("RUN body rejected by bash and dash", counts["shell_both"]),
        ("RUN body rejected by bash or dash", counts["shell_either"]),
        (f"comments lost ({counts['comment_lines']} lines)", counts["comments"]),
        ("restless on a second run", counts["restless"]),
        ("not restored by the inverted edits", counts["unrestored"]),
        ("any law broken", counts["broken"]),
    ]
    protocol = result["protocol"]
    lines = [f"{protocol['command']}  ({protocol['sample']['files']} files, {result['seconds']:.1f} s)"]
    lines += [_row(label, count, counts["files"]) for label, count in rows]
    lines += [f"note: {note}" for note in result["notes"]]
    return "\n".join(lines)


def examples(result: Mapping[str, Any]) -> str:
    """The first breaches by file name, for a reader who wants to look."""
    named = list(result["breaches"].items())
    lines = [f"  {name}: {found}" for name, found in named[:_LONGEST_LIST]]
    if len(named) > _LONGEST_LIST:
        lines.append(f"  ... and {len(named) - _LONGEST_LIST} more (--json names all)")
    return "\n".join(lines)


def judges(buildkit: str) -> dict[str, str]:
    """Versions of everything that judges, given BuildKit's."""
    return {
        "buildkit": buildkit,
        "bash": shells.version("bash"),
        "dash": shells.version("dash"),
        "python": platform.python_version(),
    }


def version_of(words: list[str]) -> str:
    """First line a version command prints."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return (done.stdout or done.stderr).strip().split("\n")[0]


def _row(label: str, count: int | None, files: int) -> str:
    if count is None:
        return f"  {label:<38}{'not asked':>10}"
    share = 100 * count / files if files else 0.0
    return f"  {label:<38}{count:>10}{share:>9.2f} %"


def _without_defaults(found: Breaches) -> dict[str, Any]:
    empty = Breaches()
    return {key: value for key, value in asdict(found).items() if value != getattr(empty, key)}
