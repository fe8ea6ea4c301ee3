"""Tables that fit a terminal: groups of columns stand side by side where there is room, else below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.box import Box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from slimmer.report.layout import Block, laid_out
from slimmer.report.measured.figures import NONE
from slimmer.report.style import Style, columns, visible

_RULE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_COLOURS = {"good": "green", "bad": "bold red", "caution": "yellow", "name": "cyan", "faint": "dim", "": ""}
_LONGEST = 36
"""Columns of a key or a cell of words at most: a longer one is cut."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        header: what stands above it.
        cells: a text and its meaning (a key of the colours, or nothing) for each row.
        words: whether it holds words, which stand at the left, rather than numbers.
    """

    header: str
    cells: tuple[tuple[str, str], ...]
    words: bool = False

    @property
    def empty(self) -> bool:
        """Whether it says nothing in any row."""
        return all(text in (NONE, "") for text, _ in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together.

    Attributes:
        title: what stands above the first of them; empty for nothing.
        columns: from left to right.
    """

    title: str
    columns: tuple[Column, ...]


def tables(key: Column, groups: Sequence[Group], style: Style) -> str:
    """The rows as one table or several, or as blocks of labelled figures in a terminal too narrow for tables.

    Args:
        key: names each row, in each of the tables.
        groups: of columns; those that say nothing are left out.
        style: of the terminal.
    """
    shown = [Group(group.title, tuple(each for each in group.columns if not each.empty)) for group in groups]
    shown = [group for group in shown if group.columns]
    console = _console(style)
    packed: list[list[Group]] = []
    for group in shown:
        if packed and _width(console, _table(key, [*packed[-1], group])) <= style.width:
            packed[-1].append(group)
        elif _width(console, _table(key, [group])) <= style.width:
            packed.append([group])
        else:
            return laid_out(_blocks(key, shown), style)
    return "\n".join(_printed(_table(key, each), style) for each in packed)


def _table(key: Column, groups: Sequence[Group]) -> Table:
    table = Table(box=_RULE, show_edge=False, pad_edge=False, header_style="bold")
    titled = any(group.title for group in groups)
    table.add_column(_header("", key.header, titled=titled), no_wrap=True)
    shown = [key]
    for group in groups:
        for at, column in enumerate(group.columns):
            header = _header(group.title if at == 0 else "", column.header, titled=titled)
            table.add_column(header, justify="left" if column.words else "right", no_wrap=True)
            shown.append(column)
    for row in range(len(key.cells)):
        table.add_row(*(Text(_cut(each.cells[row][0]), style=_COLOURS[each.cells[row][1]]) for each in shown))
    return table


def _header(title: str, name: str, *, titled: bool) -> Text:
    return Text(f"{title}\n{name}" if titled else name)


def _cut(text: str) -> str:
    shown = visible(text).replace("\t", " ")
    if columns(shown) <= _LONGEST:
        return shown
    while columns(shown) >= _LONGEST:
        shown = shown[: min(len(shown) - 1, _LONGEST)]
    return f"{shown}…"


def _blocks(key: Column, groups: Sequence[Group]) -> Iterator[Block]:
    for row, (name, _) in enumerate(key.cells):
        rows: list[tuple[str, str]] = []
        for group in groups:
            told = [(each.header, each.cells[row][0]) for each in group.columns if each.cells[row][0] != NONE]
            if group.title:
                told = [(group.title, ", ".join(f"{header} {text}" for header, text in told))]
            rows += told
        yield Block(_cut(name), tuple(rows))


def _console(style: Style) -> Console:
    """A console that decides nothing by itself: the environment was asked before."""
    return Console(
        file=StringIO(),
        width=max(style.width, 1),
        height=100,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        no_color=not style.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _width(console: Console, table: Table) -> int:
    return Measurement.get(console, console.options.update(max_width=10_000), table).maximum


def _printed(table: Table, style: Style) -> str:
    console = _console(style)
    console.print(table)
    stream = console.file
    lines = stream.getvalue().split("\n") if isinstance(stream, StringIO) else []
    return "\n".join(line.rstrip(" ") for line in lines)
