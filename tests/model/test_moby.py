"""What .dockerignore files and file patterns mean, asked of Go's own packages and of docker-py."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from docker.utils.build import PatternMatcher
from hypothesis import given
from hypothesis import strategies as st

from slimmer.model.dockerignore import DockerIgnore
from slimmer.model.globs import PatternError, glob, has_wildcards
from tests.oracle.matching import Matching

needs_go = pytest.mark.skipif(shutil.which("go") is None, reason="moby's packages need a Go compiler")

NAMES = (
    "a", "b", "a/a", "a/b", "a/b/c", "a/bc/a", "b/a", "b/c/a/b", "ab", "abc", "a.b", ".a", "a b", "é", "A", "a/é/b",
    "-", "!a", "[a]", "a\nb", "#a", "a{2}", "aa", "*", "a|b", "^a", "b/-/a", "c/*/a",
)  # fmt: skip
SEGMENTS = st.one_of(
    st.sampled_from(
        ["*", "**", "***", "?", "a*", "*b", "**a", "a**", "[ab]", "[^a]", "[!a]", "[a-c]", "[a-", ".", "..", ""]
    ),
    st.text(alphabet="abcAé.*?[]^!-\\ {}|2#$+()", max_size=4),
    st.sampled_from(["a", "b", "c"]),
)
PATTERNS = st.builds("/".join, st.lists(SEGMENTS, min_size=1, max_size=4))
LINES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "", "!", "/", "#", "! ", " ", "/!", "./"]), PATTERNS, st.sampled_from(["", "/", " "])
    ),
)
IGNORE_FILES = st.builds(
    bytes.join, st.sampled_from([b"\n", b"\r\n"]), st.lists(st.builds(str.encode, LINES), min_size=1, max_size=5)
)


@pytest.fixture(scope="module")
def moby() -> Iterator[Matching]:
    with Matching() as running:
        yield running


def left_out(ignore: DockerIgnore) -> tuple[bool, ...]:
    known: dict[str, tuple[bool, tuple[bool, ...]]] = {"": (False, ())}
    folders = {name[:at] for name in NAMES for at, char in enumerate(name) if char == "/"}
    for path in sorted({*NAMES, *folders}):
        above = path.rpartition("/")[0]
        out, matched = ignore.leaves_out(path, known[above][1])
        known[path] = (out or (known[above][0] and not ignore.may_keep_below(above)), matched)
    return tuple(known[name][0] for name in NAMES)


@needs_go
@given(data=IGNORE_FILES)
def test_what_is_left_out_is_what_moby_leaves_out(moby: Matching, data: bytes) -> None:
    ignore = DockerIgnore.parse(data)
    expected = moby.left_out(data, NAMES)
    if expected.error:
        assert ignore.problems
    elif not ignore.problems:
        assert left_out(ignore) == expected.names


READ = [
    b"**/*.log\n**/node_modules\n.git\n!a\n", b"*\n!a\n!b/c\n", b"a/**\n!a/b\n", b"**\n!**/a\n", b"a/*\n!a/b\n",
    b"/a\n/b/\n", b"[ab]\n[^c]*\n", b"b/**/a\n", b"a\\ b\n\\[a\\]\n", b"*.{a,b}\n", b"!a\na/b\n", b"a*b\n!a.b\n",
    b"**a\n", b"a**\n",
]  # fmt: skip


@needs_go
@pytest.mark.parametrize("data", READ)
def test_what_people_write_is_read(moby: Matching, data: bytes) -> None:
    ignore = DockerIgnore.parse(data)
    assert ignore.problems == ()
    assert left_out(ignore) == moby.left_out(data, NAMES).names


@needs_go
@given(pattern=PATTERNS)
def test_patterns_of_copy_take_what_go_takes(moby: Matching, pattern: str) -> None:
    expected = moby.taken(pattern, NAMES)
    try:
        match = glob(pattern)
    except PatternError:  # Go tells only where it comes to the mistake, and then takes nothing
        assert expected.error or not any(expected.names)
    else:
        assert not expected.error
        assert tuple(map(match, NAMES)) == expected.names


@given(text=PATTERNS)
def test_a_text_without_wildcards_is_a_path(text: str) -> None:
    if not any(mark in text for mark in "*?["):
        assert not has_wildcards(text)


# docker-py takes capitals for small letters, always keeps .dockerignore, looks at one folder above alone, has neither
# escapes nor Go's classes, and lets `!a` take back what `a/b` leaves out: where none of that counts it must agree.
PLAIN = st.builds(
    "/".join, st.lists(st.sampled_from(["a", "b", "c", "*", "?", "a*", "*b", "a?"]), min_size=1, max_size=3)
)


@given(patterns=st.lists(PLAIN, min_size=1, max_size=4))
def test_what_is_left_out_is_what_docker_py_leaves_out(patterns: list[str]) -> None:
    ignore = DockerIgnore.parse("\n".join(patterns).encode())
    theirs = PatternMatcher(patterns)
    ours = dict(zip(NAMES, left_out(ignore), strict=True))
    for name in NAMES:
        if name.isascii() and name.islower():
            assert ours[name] == theirs.matches(name), name
