"""What an image is thought to weigh: as a table for a person, and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slimmer.estimate.weights import Layer, Prediction
from slimmer.passes.results import Applied, FileResult
from slimmer.report.layout import wrapped
from slimmer.report.sizes import bounds, expected, size
from slimmer.report.style import Style, columns, visible
from slimmer.report.text import MEANING
from slimmer.text.source import Source

_NUMBERS = 22
"""Columns that "at least 999 MB [12]" needs."""
_LINE = 6


def render(result: FileResult, before: Prediction, after: Prediction | None, style: Style) -> str:
    """The table of one file: layers, what each rewrite saves, sources.

    Args:
        result: what came of the file.
        before: what is predicted for the file as it is.
        after: for the file with the rewrites made; None where none is.
        style: of the output.
    """
    table = _Table(style)
    source = result.source or Source(result.path, "")
    lines = [_title(result.path, before, style)]
    for layer in before.layers:
        lines += table.layer(layer, source)
    lines += ["", *table.row("", "total, unpacked", bounds(before.low, before.high), bold=True)]
    compressed = before.layers[0].compressed if before.layers else None
    if compressed is not None:
        lines += table.row("", "of which the base image is pulled as", f"{size(compressed)} compressed")
    lines += _rewrites(table, result, after)
    if before.unknown:
        lines += ["", style("not known", "path")]
        lines += [part for line, what in before.unknown for part in table.told(str(line), what)]
    if table.sources:
        lines += ["", style("predicted by", "path")]
        for number, text in enumerate(table.sources, 1):
            lines += table.told(f"[{number}]", text)
    return "".join(line + "\n" for line in lines)


def _title(path: str, before: Prediction, style: Style) -> str:
    name = before.target.name
    stage = f"stage {name}" if name else "the last stage" if before.target.from_ is not None else "a fragment"
    first, *rest = wrapped(f"{visible(path)}, {visible(stage)}: predicted bytes, nothing was built", style.width)
    return "\n".join((style(first, "path"), *(f"  {each}" for each in rest)))


def _rewrites(table: _Table, result: FileResult, after: Prediction | None) -> Iterator[str]:
    made, offered = result.rewrites, result.offered
    if not made and not offered:
        return
    yield ""
    yield table.style("rewrites", "path")
    for applied in made:
        yield from table.rewrite(applied, "")
    for applied in offered:
        yield from table.rewrite(applied, ", with --unverified")
    if after is not None and made:
        total = "total with those made" if offered else "total with them"
        yield from table.row("", total, bounds(after.low, after.high), bold=True)


class _Table:
    """Rows of a line number, a text and an amount; sources are numbered as they are met."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.sources: list[str] = []
        self.room = max(min(style.width, 100) - _LINE - _NUMBERS - 2, 8)

    def layer(self, layer: Layer, source: Source) -> Iterator[str]:
        """A layer and what it is made of; a part alone needs no row of its own."""
        line = layer.instruction.lines[0]
        text = source.line_text(line).strip(" \t")
        alone = len(layer.parts) == 1 and not layer.unknown
        marks = self._mark(layer.parts[0].source) if alone else ""
        yield from self.row(str(line), text, bounds(layer.low, layer.high) + marks, cut=True)
        if alone and layer.instruction.name != "FROM":
            yield from self.row("", f"  {layer.parts[0].what}", "")
        for part in () if alone else layer.parts:
            yield from self.row("", f"  {part.what}", bounds(part.low, part.high) + self._mark(part.source))

    def rewrite(self, applied: Applied, how: str) -> Iterator[str]:
        """What a rewrite saves."""
        estimate = applied.estimate
        saved = "not known"
        if estimate is not None:
            saved = expected(estimate.low, estimate.high) + self._mark(estimate.source)
        sure = f"{applied.safety.name}, {MEANING[applied.safety]}{how}"
        yield from self.row(str(applied.line), f"{applied.transform} ({sure}) saves", saved)

    def row(self, line: str, text: str, amount: str, *, bold: bool = False, cut: bool = False) -> Iterator[str]:
        """Cells in columns; a text that is too long goes on below itself, or is cut."""
        shown = visible(text)
        lead = len(shown) - len(shown.lstrip(" "))
        parts = [shown] if cut else wrapped(shown.strip(" "), self.room - lead)
        for at, part in enumerate(parts):
            cell = " " * lead + _cut(part, self.room - lead)
            number = self.style(f"{line if at == 0 else '':>{_LINE - 2}}", "faint")
            end = f"  {amount}" if at == 0 and amount else ""
            padded = cell + " " * (self.room - columns(cell)) if end else cell
            yield f"{number}  {self.style(padded, 'path') if bold else padded}{end}".rstrip(" ")

    def told(self, mark: str, text: str) -> Iterator[str]:
        """A mark and a text as wide as the terminal."""
        for part in wrapped(visible(text), max(min(self.style.width, 100) - _LINE, 20)):
            yield f"{self.style(f'{mark:>{_LINE - 2}}', 'faint')}  {part}"
            mark = ""

    def _mark(self, source: str) -> str:
        if not source:
            return ""
        if source not in self.sources:
            self.sources.append(source)
        return f" [{self.sources.index(source) + 1}]"


def _cut(text: str, room: int) -> str:
    if columns(text) <= room:
        return text
    while columns(text) > room - 1:
        text = text[:-1]
    return text + "…"


def document(result: FileResult, before: Prediction | None, after: Prediction | None) -> dict[str, Any]:
    """The same as values that JSON can hold; all bytes are predicted, unpacked unless called compressed."""
    return {
        "path": result.path,
        "target": None if before is None else before.target.title,
        "layers": [] if before is None else [_layer(each) for each in before.layers],
        "total": None if before is None else _interval(before),
        "rewrites": [_rewrite(each, made=True) for each in result.rewrites]
        + [_rewrite(each, made=False) for each in result.offered],
        "total_after": None if after is None else _interval(after),
        "error": result.error,
    }


def _interval(predicted: Prediction | Layer) -> dict[str, int | None]:
    return {"low": predicted.low, "high": predicted.high}


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "line": layer.instruction.lines[0],
        "instruction": layer.instruction.name,
        **_interval(layer),
        "compressed": layer.compressed,
        "parts": [
            {"what": part.what, "low": part.low, "high": part.high, "source": part.source or "the build context"}
            for part in layer.parts
        ],
        "unknown": list(layer.unknown),
    }


def _rewrite(applied: Applied, *, made: bool) -> dict[str, Any]:
    estimate = applied.estimate
    return {
        "transform": applied.transform,
        "safety": applied.safety.value,
        "line": applied.line,
        "message": applied.message,
        "made": made,
        "estimate": None
        if estimate is None
        else {"low": estimate.low, "high": estimate.high, "source": estimate.source},
    }
