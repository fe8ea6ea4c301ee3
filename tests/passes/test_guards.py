"""Each guard alone: it fires on what it is there for, and lets good changes pass.

`bytes_outside_edits` cannot fire in the pipeline, where a text is only ever made by applying edits to another; it is
tested here with texts made by hand.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.passes import guards
from slimmer.syntax.parser import parse
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source
from tests.passes.made import LINES


def fired(guard: guards.Guard, before: str, after: str, edits: EditSet | None = None) -> str | None:
    """What the guard says of a change; without edits, of one that replaces the whole text."""
    whole = EditSet.of([Edit(0, len(before), after)])
    return guard(parse(Source("f", before)), parse(Source("f", after)), whole if edits is None else edits)


def test_all_guards_are_asked_and_the_first_that_fires_is_named() -> None:
    before, after = parse(Source("f", "FROM x\nRUN a\n")), parse(Source("f", "FROM x\nRAN a\n"))
    edits = EditSet.of([Edit(8, 9, "A")])
    assert guards.check(before, after, edits) == guards.Broken("parses-again", "line 2: unknown instruction: RAN")
    assert guards.check(before, before, EditSet()) is None


@pytest.mark.parametrize(
    ("edits", "after", "detail"),
    [
        ([(5, 6, "z")], "FROM z\n", None),
        ([(5, 6, "z")], "from z\n", "text before the edit at 5 changed"),
        ([(5, 6, "z")], "FROM y\n", "the edit at 5 is not what stands there now"),
        ([(5, 6, "z")], "FROM z\r\n", "text after the last edit changed"),
        ([(5, 6, "z")], "FROM z", "text after the last edit changed"),
        ([], "FROM x\n# more\n", "text after the last edit changed"),
        ([(0, 0, "# a\n"), (6, 6, "y")], "# a\nFROM xy\n", None),
        ([(7, 8, "")], "FROM x\n", "the edit of 7..8 leaves the text or runs into another"),
    ],
)
def test_bytes_outside_edits(edits: list[tuple[int, int, str]], after: str, detail: str | None) -> None:
    made = EditSet.of(Edit(*each) for each in edits)
    assert fired(guards.bytes_outside_edits, "FROM x\n", after, made) == detail


@given(LINES, st.data())
def test_bytes_outside_edits_tells_the_text_the_edits_make_from_any_other(
    lines: list[str], data: st.DataObject
) -> None:
    before = "\n".join(["FROM x", *lines])
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    edits = EditSet.of([Edit(start, end, data.draw(st.sampled_from(["", "y", "\n"])))])
    after = edits.apply(before)
    assert fired(guards.bytes_outside_edits, before, after, edits) is None
    other = data.draw(st.integers(0, len(after)))
    assert fired(guards.bytes_outside_edits, before, after[:other] + "!" + after[other:], edits) is not None


@pytest.mark.parametrize(
    ("before", "after", "detail"),
    [
        ("FROM x\nRUN a\n", "FROM x\nRUN b\n", None),
        ("FROM x\nRUN a\n", "FROM x\nRUN <<EOF\n", "line 2: unterminated heredoc: no line holds 'EOF' alone"),
        ("FROM x\nNO a\n", "FROM x\nNO b\n", None),
        ("FROM x\nNO a\n", "FROM x\nNO a\nNO a\n", "line 3: unknown instruction: NO"),
    ],
)
def test_parses_again(before: str, after: str, detail: str | None) -> None:
    assert fired(guards.parses_again, before, after) == detail


SHELL = [
    ("RUN a && b\n", "RUN a && b && c\n", False),
    ("RUN a && b\n", "RUN a && b &&\n", True),
    ("RUN a\n", "RUN a <(b)\n", True),
    ("RUN a <(b)\n", "RUN a <(b) c\n", False),
    ("RUN a (\n", "RUN a ( b\n", False),
    ("RUN a (\nRUN b\n", "RUN a (\nRUN b (\n", True),
    ("RUN a (\nRUN b\n", "RUN a\nRUN b\n", False),
    ("RUN a\nRUN b\n", "RUN a && b\n", False),
    ("RUN a\nRUN b\n", "RUN a && && b\n", True),
    ("RUN a && b\n", "RUN a\nRUN && b\n", True),
    ("RUN a (\n", "RUN a\nRUN (\n", False),
    ("RUN <<E\na\nE\n", "RUN <<E\na |\nE\n", True),
    ("CMD a\n", "CMD 'a\n", True),
    ("HEALTHCHECK CMD a\n", "HEALTHCHECK CMD a |\n", True),
    ("ONBUILD RUN a\n", "ONBUILD RUN a |\n", True),
    ("CMD a\n", 'CMD ["a"]\n', False),
]


@pytest.mark.parametrize(("before", "after", "fires"), SHELL)
def test_shell_parses_again(before: str, after: str, fires: bool) -> None:
    assert (fired(guards.shell_parses_again, before, after) is not None) is fires


COMMENTS = [
    ("# a\nRUN b\n", "RUN b\n# a\n", None),
    ("# a\nRUN b\n", "RUN b\n", "lost '# a'"),
    ("# a\nRUN b\n", "#  a\nRUN b\n", "lost '# a'"),
    ("# a\n# a\nRUN b\n", "# a\nRUN b\n", "lost '# a'"),
    ("RUN b\n", "# new\nRUN b\n", None),
    ("RUN a \\\n# c\n  && b\n", "RUN a \\\n  && b\n", "lost '# c'"),
    ("RUN a \\\n# c\n  && b\n", "# c\nRUN a && b\n", None),
    ("RUN a # c\n", "RUN a && b # c\n", None),
    ("RUN a # c\n", "RUN a # c && b\n", "lost '# c'"),
    ("RUN a # c\n", "RUN a\n", "lost '# c'"),
    ("RUN <<E\n# c\na\nE\n", "RUN <<E\na\nE\n", "lost '# c'"),
    ("RUN <<E\n# c\na\nE\n", "# c\nRUN a\n", None),
    ("RUN echo '# c'\n", "RUN echo\n", None),
]


@pytest.mark.parametrize(("before", "after", "detail"), COMMENTS)
def test_comments_kept(before: str, after: str, detail: str | None) -> None:
    assert fired(guards.comments_kept, before, after) == detail


@pytest.mark.parametrize(
    ("before", "after", "fires"),
    [
        ("# syntax=a\nFROM x\n", "# syntax=a\nFROM y\n", False),
        ("# syntax=a\nFROM x\n", "# syntax=b\nFROM x\n", True),
        ("# syntax=a\nFROM x\n", "FROM x\n", True),
        ("# check=skip=all\nFROM x\n", "\n# check=skip=all\nFROM x\n", True),
        ("# escape=`\nFROM x\n", "# note\n# escape=`\nFROM x\n", True),
        ("# note\n# syntax=a\nFROM x\n", "# syntax=a\n# note\nFROM x\n", True),
    ],
)
def test_directives_unchanged(before: str, after: str, fires: bool) -> None:
    assert (fired(guards.directives_unchanged, before, after) is not None) is fires


@pytest.mark.parametrize(
    ("before", "after", "fires"),
    [
        ("FROM x\n", "FROM y\nRUN a\n", False),
        ("FROM x\n", "FROM x", True),
        ("FROM x", "FROM x\n", True),
        ("FROM x", "FROM x\nRUN a", False),
        ("FROM x\n", "FROM x\r\n", True),
        ("FROM x\r\n", "FROM x\r\nRUN a\r\n", False),
        ("FROM x\r\n", "FROM x\r\nRUN a \\\n  b\r\n", True),
        ("FROM x\r\nRUN a\n", "FROM x\nRUN a\n", False),
        ("\ufeffFROM x\n", "FROM x\n", True),
        ("\ufeffFROM x\n", "\ufeffFROM y\n", False),
    ],
)
def test_line_endings_kept(before: str, after: str, fires: bool) -> None:
    assert (fired(guards.line_endings_kept, before, after) is not None) is fires


@pytest.mark.parametrize(
    ("before", "after", "detail"),
    [
        ("FROM x\nRUN a \\\n && b\n", "FROM x\nRUN a \\\n && b && c\n", None),
        # dockerfile-parse takes two backslashes for a join, BuildKit does not.
        ("FROM x\nRUN a\nRUN b\n", "FROM x\nRUN a\\\\\nRUN b\n", "dockerfile-parse reads RUN in lines 2 to 3 instead"),
        ("FROM x\nRUN a\\\\\nRUN b\n", "FROM x\nRUN a\\\\\nRUN b c\n", None),
        ("FROM x\nRUN a\n", "FROM x\nRUN <<E\na b\nE\n", None),
        ("# escape=`\nFROM x\nRUN a `\n b\n", "# escape=`\nFROM x\nRUN a `\n b c\n", None),
        # It ends a join at an empty line, and drops a word alone behind it: it has not read what we have.
        ("FROM x\nRUN a \\\n\nb\n", "FROM x\nRUN a \\\n\nb && c\n", None),
        ("FROM x\nRUN a \udcff\n", "FROM x\nRUN b \udcff\n", None),
    ],
)
def test_second_opinion(before: str, after: str, detail: str | None) -> None:
    said = fired(guards.second_opinion, before, after)
    assert said is None if detail is None else said is not None and said.startswith(detail)


@pytest.mark.parametrize(("lines", "fires"), [(guards.LONGEST, True), (guards.LONGEST + 1, False)])
def test_very_long_instructions_are_not_shown_to_dockerfile_parse(lines: int, fires: bool) -> None:
    long = "FROM x\nRUN a" + " \\\n  b" * (lines - 1)
    before, after = f"{long}\nRUN b\n", f"{long}\\\\\nRUN b\n"
    assert (fired(guards.second_opinion, before, after) is not None) is fires
