"""What holds for every text: it parses or is refused, spans nest, nothing is lost, words read the same again."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.syntax.shell import Dialect, Script, ShellSyntaxError, children, parse_shell, walk
from slimmer.syntax.shell.compounds import TestCommand
from slimmer.syntax.shell.nodes import Assignment, HereDoc, Node, Redirect, Token
from slimmer.syntax.shell.words import (
    ArithmeticExpansion,
    Array,
    Backquoted,
    CommandSubstitution,
    Part,
    ProcessSubstitution,
    Word,
)
from tests.syntax.shell.refresh_snippets import load

PIECES = (
    *("a", "b=1", "if", "then", "else", "elif", "fi", "while", "do", "done", "for", "in", "case", "esac", "{", "}"),
    *("!", "(", ")", "((", "))", "[[", "]]", "function", "time", "coproc", ";", "&", "\n", "&&", "||", "|", "|&"),
    *(";;", ";&", ">", "2>&1", "<<E", "<<-'E'", "\nE\n", "<<<", "<(", "$(", "`", '"', "'", "$((", "${", "${x:-"),
    *("$x", "$", "\\", "\\\n", "#", "*", "[a]", "{a,b}", "~", "a=(", "a[", "$'", "==", "=~", "-f", "f()", "é", "\r"),
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES).flatmap(lambda piece: st.sampled_from((piece, piece + " ")))).map("".join),
)
DIALECTS = st.sampled_from(Dialect)
SNIPPETS = [snippet.text for snippet in load()[1]]


def parsed(text: str, dialect: Dialect) -> Script | None:
    try:
        return parse_shell(text, dialect)
    except ShellSyntaxError as error:
        refusal = error
    assert 0 <= refusal.offset <= len(text)
    assert refusal.message
    return None


@given(TEXTS, DIALECTS)
def test_any_text_parses_or_is_refused_and_its_tree_holds(text: str, dialect: Dialect) -> None:
    script = parsed(text, dialect)
    if script is not None:
        check(script)


@pytest.mark.parametrize("dialect", Dialect)
def test_the_trees_of_all_snippets_hold(dialect: Dialect) -> None:
    scripts = [script for text in SNIPPETS if (script := parsed(text, dialect)) is not None]
    assert len(scripts) > 200
    for script in scripts:
        check(script)


@given(st.sampled_from(SNIPPETS), st.integers(0, 60), st.integers(0, 4), st.sampled_from(("", *PIECES)), DIALECTS)
def test_damaged_snippets_parse_or_are_refused(text: str, at: int, cut: int, piece: str, dialect: Dialect) -> None:
    script = parsed(text[:at] + piece + text[at + cut :], dialect)
    if script is not None:
        check(script)


def check(script: Script) -> None:
    check_spans(script)
    check_cover(script)
    check_words(script)


def check_spans(script: Script) -> None:
    for node in walk(script, tokens=True):
        assert 0 <= node.start <= node.end <= len(script.text)
        below = [child for child in children(node) if not isinstance(child, HereDoc)]
        for child in below:
            assert node.start <= child.start <= child.end <= node.end, (node, child)
        for left, right in pairwise(below):
            assert left.end <= right.start, (left, right)
        if isinstance(node, Word) and node.start < node.end:
            assert (node.start, node.end) == (node.parts[0].start, node.parts[-1].end)
            assert all(left.end == right.start for left, right in pairwise(node.parts))


def check_cover(script: Script) -> None:
    """What no word, token, comment or here-document covers is blanks, newlines and joins."""
    covered = bytearray(len(script.text))
    inside = [node for node in walk(script, substitutions=False, tokens=True) if covers(node)]
    # Bash reads the here-document of `$(cat <<E)` behind the line, outside the substitution.
    outside = [node for node in walk(script) if isinstance(node, HereDoc)]
    for node in [*inside, *outside, *script.comments]:
        covered[node.start : node.end] = b"x" * (node.end - node.start)
    left = "".join(char if not covered[at] else "" for at, char in enumerate(script.text))
    assert re.fullmatch(r"(?:[ \t\n]|\\\n)*", left), left


def covers(node: Node) -> bool:
    return isinstance(node, Word | Token | HereDoc | Assignment | Redirect | Part)


def check_words(script: Script) -> None:
    """A word's own text, as an argument, reads as the same word."""
    for word in words_read_alone(script):
        raw = script.text[word.start : word.end]
        again = parse_shell(f"x {raw}", script.dialect)
        [copy] = [node for node in walk(again) if isinstance(node, Word) and node.start == 2]
        assert shape(copy, 2) == shape(word, word.start), raw
        assert (copy.literal, copy.has_glob, copy.has_brace) == (word.literal, word.has_glob, word.has_brace)


def words_read_alone(script: Script) -> list[Word]:
    """The words whose place does not matter: not those of `[[ ]]`, arrays and assignments, or escaped ones."""
    found: list[Word] = []
    stack = children(script)
    while stack:
        node = stack.pop()
        # Where an assignment may stand, bash reads `name[...]` whole, blanks and all.
        indexed = re.match(r"\w+\[", script.text[node.start : node.end])
        if isinstance(node, Word) and not indexed:
            placed = any(isinstance(below, Array | HereDoc) for below in walk(node))
            found += [] if placed else [node]
        if not isinstance(node, TestCommand | Assignment | Redirect | Array | Backquoted):
            stack += children(node)
    return found


def shape(node: Node, base: int) -> tuple[object, ...]:
    below = tuple(shape(child, base) for child in children(node))
    value = getattr(node, "value", "")
    return type(node), node.start - base, node.end - base, value if isinstance(value, str) else "", below


@given(st.text(alphabet="ab$`\\\"'(){} \n", max_size=12))
def test_substitutions_of_either_form_hold_the_same_commands(text: str) -> None:
    new, old = f"$({text}\n)", "`" + re.sub(r"([$`\\])", r"\\\1", text) + "\n`"
    for dialect in Dialect:
        first, second = parsed(new, dialect), parsed(old, dialect)
        if first is None or second is None:
            continue
        if any(isinstance(node, ArithmeticExpansion) and node.start == 0 for node in walk(first)):
            continue  # `$((a)` and a joined `)` are arithmetic to POSIX shells
        [one] = [node for node in walk(first) if isinstance(node, CommandSubstitution) and node.start == 0]
        [two] = [node for node in walk(second) if isinstance(node, Backquoted) and node.start == 0]
        if two.body is not None:
            assert kinds(one) == kinds(two)


def kinds(node: CommandSubstitution | Backquoted | ProcessSubstitution) -> list[str]:
    body = node.body
    return [] if body is None else [type(below).__name__ for below in walk(body, substitutions=False)]
