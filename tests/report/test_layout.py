"""Blocks of facts on wide and narrow terminals."""

from __future__ import annotations

import pytest

from slimmer.report.layout import Block, laid_out, wrapped
from slimmer.report.style import PLAIN, Style

BLOCK = Block("apt-lists", (("lies in", "/var/lib/apt/lists"), ("costs", "18 to 22 MB unpacked"), ("empty", "")))


def test_labels_and_texts_stand_in_columns() -> None:
    assert laid_out([BLOCK, Block("next")], PLAIN) == (
        "apt-lists\n  lies in  /var/lib/apt/lists\n  costs    18 to 22 MB unpacked\n\nnext\n"
    )


def test_long_text_goes_on_below_itself() -> None:
    text = laid_out([Block("", (("note", "one two three four five six seven eight"),))], Style(width=32))
    assert text == "  note  one two three four five\n        six seven eight\n"


def test_on_a_narrow_terminal_text_goes_below_its_label() -> None:
    assert laid_out([Block("", (("emptied by", "rm -rf x"),))], Style(width=30)) == "  emptied by\n    rm -rf x\n"


def test_a_long_label_has_a_line_of_its_own() -> None:
    rows = (("--short", "a"), ("--long, --longer, --the-longest-of-all", "b"))
    assert laid_out([Block("", rows)], PLAIN) == (
        f"  --short{' ' * 23}a\n  --long, --longer, --the-longest-of-all\n{' ' * 32}b\n"
    )


def test_a_paragraph_has_no_label() -> None:
    assert (
        laid_out([Block("x", (("", "Fetches the lists."), ("a", "b")))], PLAIN) == "x\n  Fetches the lists.\n  a  b\n"
    )


@pytest.mark.parametrize("width", [1, 7, 20, 80])
def test_lines_fit_unless_a_word_does_not(width: int) -> None:
    words = "a bb ccc 中文 verylongword e"
    lines = wrapped(words, width)
    assert " ".join(lines) == words
    assert all(len(line.replace("中文", "xxxx")) <= width or " " not in line for line in lines)


def test_what_a_table_or_file_says_cannot_command_the_terminal() -> None:
    assert "\x1b" not in laid_out([Block("\x1b[1m", (("a\x1b", "b\x1b"),))], PLAIN)
