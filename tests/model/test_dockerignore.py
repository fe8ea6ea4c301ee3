"""Which paths a .dockerignore file leaves out; the verdicts are those of moby's patternmatcher and fsutil."""

from __future__ import annotations

import time

import pytest

from slimmer.model.dockerignore import DockerIgnore
from slimmer.model.globs import PatternError
from slimmer.model.ignore_pattern import matcher

NAMED = {
    "foo": (["foo"], ["foo/bar", "xfoo", "Foo"]),
    "*": (["a", ".a", "a\nb"], ["a/b"]),
    "*.log": (["a.log", ".log"], ["a/b.log", "a.logs"]),
    "?": (["a", "é"], ["", "ab", "/"]),
    "**": (["a", "a/b", ""], []),
    "**/foo": (["foo", "a/foo", "a/b/foo"], ["afoo", "foo/a"]),
    "**foo": (["foo", "afoo", "a/bfoo"], ["foo/a"]),
    "foo/**": (["foo/a", "foo/a/b"], ["foo", "xfoo/a"]),
    "foo**": (["foo", "foox", "foo/a"], ["xfoo"]),
    "a/**/b": (["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]),
    "a**b": (["ab", "ax/b"], ["axb"]),
    "**/*.*proj.user": (["x.csproj.user", "a/b/.vbproj.user"], ["xcsproj.user", "a.csproj.user/b"]),
    "**/a*b*c*d": (["x/y/a1b2c3d", "abcd"], ["x/y/a1b/2c3d", "abdc"]),
    "***": (["a", "a/b"], []),
    "[ab]c": (["ac", "bc"], ["cc", "abc"]),
    "[^ab]c": (["cc", "/c"], ["ac"]),
    "[!a]c": (["!c", "ac"], ["bc"]),
    "[a-c]": (["b"], ["d", "-"]),
    r"[\]\-]": (["]", "-"], ["\\"]),
    r"\*": (["*"], ["a", r"\*"]),
    r"a\[b": (["a[b"], ["a\\[b"]),
    "a.b+(c)$": (["a.b+(c)$"], ["axb+(c)$"]),
    "*.{js,ts}": (["a.{js,ts}"], ["a.js"]),
    "a|b": (["a|b"], ["a", "b"]),
    "^a": (["^a"], ["a"]),
}


@pytest.mark.parametrize("pattern", NAMED)
def test_what_a_pattern_names(pattern: str) -> None:
    match = matcher(pattern)
    named, others = NAMED[pattern]
    assert [path for path in named if not match(path)] == []
    assert [path for path in others if match(path)] == []


UNREAD = ["[a", "[]a]", "[a-]", "[^]", "[z-a]", "a\\", r"\d", "[[:alpha:]]", "[a*]", "*|b", "a*^", "a?{2}", r"*\é"]


@pytest.mark.parametrize("pattern", UNREAD)
def test_patterns_that_are_errors(pattern: str) -> None:
    with pytest.raises(PatternError):
        matcher(pattern)


def left_out(text: bytes, *paths: str) -> list[str]:
    """Which of the paths are left out, each asked on the way down from the context as a walk does."""
    ignore = DockerIgnore.parse(text)
    assert ignore.problems == ()
    found = []
    for path in paths:
        out, above = False, tuple[bool, ...]()
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            out, above = ignore.leaves_out("/".join(parts[:depth]), above)
            if out and depth < len(parts) and not ignore.may_keep_below("/".join(parts[:depth])):
                break
        if out:
            found.append(path)
    return found


FILES = {
    "nothing": (b"", []),
    "comments-and-blanks": (b"# a\n\n   \n\t\n", []),
    "a-comment-must-begin-the-line": (b" #c", ["#c"]),
    "crlf": (b"a\r\nb\r\n", ["a", "b", "b/x"]),
    "byte-order-mark": (b"\xef\xbb\xbfa\n", ["a"]),
    "clean": (b"./a/../b//\n", ["b", "b/x"]),
    "leading-slash": (b"/a\n//b\n", ["a", "b", "b/x"]),
    "above-the-context": (b"../a\n..\n", []),
    "dot": (b".\n", []),
    "a-folder-takes-what-is-below": (b"b\n", ["b", "b/x"]),
    "the-last-rule-counts": (b"*\n!a\n", ["#c", "b", "b/x"]),
    "taken-back-and-left-out": (b"*\n!b\nb/x\n", ["#c", "a", "b/x"]),
    "taken-back-below-a-folder": (b"b\n!b/x\n", ["b"]),
    "order-decides": (b"!a\n*\n", ["#c", "a", "b", "b/x"]),
    "blank-behind-the-mark": (b"*\n! b\n", ["#c", "a"]),
    "mark-behind-a-slash": (b"*\n/!b\n", ["#c", "a"]),
    "space-in-a-name": ("a b\u2003\n".encode(), ["a b"]),
    "case-counts": (b"A\nB\n", []),
    "the-files-of-docker-itself": (b"Dockerfile\n.dockerignore\n", [".dockerignore", "Dockerfile"]),
}


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_leaves_out(name: str) -> None:
    text, expected = FILES[name]
    paths = ["#c", "a", "b", "b/x"] + [path for path in expected if path not in ("#c", "a", "b", "b/x")]
    assert sorted(left_out(text, *paths)) == sorted(expected)


def test_a_line_that_is_not_read_is_told_of_and_the_others_count() -> None:
    ignore = DockerIgnore.parse(b"a\n[b\n!\n" + b"x" * 70_000 + b"\nc\n")
    assert [rule.text for rule in ignore.rules] == ["a", "c"]
    assert [problem.split(":")[0] for problem in ignore.problems] == ["line 2", "line 3", "line 4"]


def test_time_grows_with_the_path_whatever_the_pattern() -> None:
    hostile = matcher("**/" + "*a" * 30 + "/**/**/" + "a*" * 30 + "b")
    path = "/".join(["a" * 250] * 16)
    begun = time.process_time()
    assert not hostile(path)
    assert time.process_time() - begun < 5
