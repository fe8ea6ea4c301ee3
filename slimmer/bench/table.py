"""Results as a plain table."""

from __future__ import annotations

from collections.abc import Sequence

from slimmer.bench.results import CaseResult, Variant

_HEAD = ("case", "before MB", "after MB", "by hand MB", "after/before", "score", "cold", "warm", "source", "manifest")
_STATES = ("cold", "warm", "source edit", "manifest edit")


def table(results: Sequence[CaseResult]) -> str:
    """One line a case: unpacked/compressed MB (10^6 bytes), and times as ratios of after to before."""
    rows: list[tuple[str, ...]] = [(*_HEAD, "verdict")]
    rows += [_row(each) for each in results]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [*_protocol(results), *("  ".join(_cells(row, widths)) for row in rows)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _protocol(results: Sequence[CaseResult]) -> list[str]:
    lines = ["sizes: MB (10^6 bytes) unpacked/compressed; times: seconds before, and after as a ratio to that"]
    if any(each.protocol.on_stand_ins for each in results):
        lines.append("bases: STAND-INS built on this machine, not the public images: figures hold for these only")
    if results:
        protocol = results[-1].protocol
        versions = ", ".join(f"{name} {version}".strip() for name, version in protocol.engine)
        lines.append(f"engine: {versions}; machine: {protocol.machine}; repeats: {protocol.repeats}")
    return [*lines, ""]


def _cells(row: tuple[str, ...], widths: list[int]) -> list[str]:
    first, *rest = row[:-1]
    return [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)), row[-1]]


def _row(result: CaseResult) -> tuple[str, ...]:
    before, after, ideal = (result.variant(name) for name in ("before", "after", "ideal"))
    ratio = "-"
    if before is not None and after is not None and before.size is not None and after.size is not None:
        ratio = f"{after.size.unpacked / max(1, before.size.unpacked):.2f}"
    score = result.score()
    times = [_time(before, after, state) for state in _STATES]
    verdict = result.verdict.value + (f": {result.problem.partition(_NEWLINE)[0]}" if result.problem else "")
    sizes = (_size(each) for each in (before, after, ideal))
    return (result.case, *sizes, ratio, f"{score:.0%}" if score is not None else "-", *times, verdict)


_NEWLINE = "\n"


def _size(variant: Variant | None) -> str:
    if variant is None or variant.size is None:
        return "-"
    return f"{variant.size.unpacked / 1e6:.1f}/{variant.size.compressed / 1e6:.1f}"


def _time(before: Variant | None, after: Variant | None, state: str) -> str:
    was, now = (
        next((each.median for each in variant.timings if each.state == state), None) if variant else None
        for variant in (before, after)
    )
    if was is None:
        return "-"
    return f"{was:.1f} s" + (f" x{now / was:.2f}" if now is not None and was > 0 else "")
