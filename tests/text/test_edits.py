"""Edits apply, refuse overlap, invert and compose; diffs of them are taken by git."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.errors import EditError, InputError
from slimmer.text.diff import unified_diff
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source

TEXTS = st.text(alphabet="ab\n\r \t#\\\x85\u2028é", max_size=60)


@st.composite
def texts_and_edits(draw: st.DrawFn) -> tuple[str, EditSet]:
    text = draw(TEXTS)
    return text, draw(edits_of(text))


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> EditSet:
    bounds = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        candidate = Edit(start, end, draw(TEXTS))
        if not EditSet.of(edits).conflicts([candidate]):
            edits.append(candidate)
    return EditSet.of(edits)


@given(texts_and_edits())
def test_inverse_restores(case: tuple[str, EditSet]) -> None:
    text, edits = case
    assert edits.invert(text).apply(edits.apply(text)) == text


@given(texts_and_edits(), st.data())
def test_composition_is_application_in_order(case: tuple[str, EditSet], data: st.DataObject) -> None:
    text, first = case
    middle = first.apply(text)
    second = data.draw(edits_of(middle))
    assert first.compose(second).apply(text) == second.apply(middle)


@given(texts_and_edits())
def test_bytes_outside_the_edits_stay(case: tuple[str, EditSet]) -> None:
    text, edits = case
    result, at, shift = edits.apply(text), 0, 0
    for edit in edits:
        assert result[at + shift : edit.start + shift] == text[at : edit.start]
        at, shift = edit.end, shift + edit.shift
    assert result[at + shift :] == text[at:]


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 3, "x"), Edit(2, 4, "y")],
        [Edit(1, 1, "x"), Edit(1, 1, "y")],
        [Edit(0, 4, ""), Edit(2, 2, "inside")],
        [Edit(3, 1, "")],
    ],
    ids=["crossing", "two insertions at one place", "insertion inside a removal", "backwards"],
)
def test_overlap_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(EditError):
        EditSet.of(edits)


def test_neighbours_are_not_overlap() -> None:
    assert EditSet.of([Edit(0, 1, "x"), Edit(1, 1, "y"), Edit(1, 2, "z")]).apply("ab") == "xyz"


def test_edit_behind_the_text_is_refused() -> None:
    with pytest.raises(EditError, match="behind the text"):
        EditSet.of([Edit(2, 9, "")]).apply("abc")


@given(st.binary(max_size=200).filter(lambda data: b"\0" not in data))
def test_every_byte_comes_back(data: bytes) -> None:
    try:
        source = Source.decode(data)
    except InputError:
        assert data.startswith((b"\xff\xfe", b"\xfe\xff"))
    else:
        assert source.data == data


@pytest.mark.parametrize("data", ["FROM a\n".encode("utf-16"), "FROM a\n".encode("utf-16-le"), b"RUN a\nRUN \0"])
def test_wide_text_and_nul_are_named(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^file:\d: (is UTF-16|holds a NUL)"):
        Source.decode(data, "file")


def test_lines_end_at_newline_only() -> None:
    source = Source.decode("a\u2028b\x85c\x0cd\r\ne\udcff".encode("utf-8", "surrogateescape"))
    assert len(source.line_starts) == 2
    assert (source.newline, source.position(9), source.invalid_utf8_lines) == ("\r\n", (2, 1), (2,))


def git_apply(folder: Path, path: str, before: bytes, diff: bytes) -> bytes:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(before)
    command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "--unidiff-zero", "-"]
    subprocess.run(command, cwd=folder, input=diff, check=True, capture_output=True)
    return target.read_bytes()


@pytest.mark.parametrize(
    ("path", "before", "edits"),
    [
        ("Dockerfile", "a\nb\nc\n", [Edit(2, 3, "B")]),
        ("no final newline", "a\nb", [Edit(3, 3, "c")]),
        ("newline-added", "a\nb", [Edit(3, 3, "\n")]),
        ("crlf", "a\r\nb\r\nc\r\n", [Edit(4, 4, " x \\\r\n  y")]),
        ('sub/dir/tab\tquote"', "a\n", [Edit(0, 0, "# x\n")]),
        ("two-hunks", "".join(f"{n}\n" for n in range(40)), [Edit(0, 1, "zero"), Edit(100, 102, "")]),
        ("unicode", "é\u2028x\x85\nb\n", [Edit(2, 3, "")]),
    ],
)
def test_git_takes_the_diff(tmp_path: Path, path: str, before: str, edits: list[Edit]) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    edit_set = EditSet.of(edits)
    diff = unified_diff(path, before, edit_set)
    data = before.encode("utf-8", "surrogateescape")
    assert git_apply(tmp_path, path, data, diff.encode()) == edit_set.apply(before).encode()


@given(texts_and_edits())
def test_a_diff_says_the_same_as_the_edits(case: tuple[str, EditSet]) -> None:
    """Replay the hunks by hand: context and removals must match the old text, additions give the new."""
    text, edits = case
    diff = unified_diff("f", text, edits)
    if not diff:
        assert edits.apply(text) == text
        return
    old = text.split("\n")
    assert replay(old, diff.split("\n")[2:]) == edits.apply(text)


def replay(old: list[str], rows: list[str]) -> str:
    lines = [line + "\n" for line in old[:-1]] + ([old[-1]] if old[-1] else [])
    result: list[str] = []
    at = 0
    for index, row in enumerate(rows):
        bare = index + 1 < len(rows) and rows[index + 1].startswith("\\")
        if row.startswith("@@"):
            start, length = row.split()[1][1:].split(",")
            begin = int(start) - (1 if int(length) else 0)
            result += lines[at:begin]
            at = begin
        elif row[:1] in (" ", "-"):
            assert lines[at] == row[1:] + ("" if bare else "\n")
            at += 1
            if row[0] == " ":
                result.append(lines[at - 1])
        elif row[:1] == "+":
            result.append(row[1:] + ("" if bare else "\n"))
    return "".join(result + lines[at:])
