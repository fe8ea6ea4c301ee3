from __future__ import annotations

import doctest

import pytest

from slimmer.syntax import matchers, nodes
from slimmer.syntax.matchers import ANY, REST, Matcher, Not, OneOf, Pattern, find_all, matches
from slimmer.syntax.parser import parse
from slimmer.syntax.shell import parse_shell
from slimmer.syntax.shell.nodes import AndOr, SimpleCommand
from slimmer.syntax.shell.words import Parameter, Word
from slimmer.text.source import Source

FILE = """\
# escape=\\
FROM --platform=linux/amd64 debian:12 AS build
RUN --mount=type=cache,target=/a --mount=type=bind,target=/b make
COPY --from=build a b /c/
ONBUILD COPY --link x /y
ENV A=1 B=2
"""


def found(pattern: Pattern) -> list[str]:
    tree = parse(Source("Dockerfile", FILE))
    return [tree.source.text[node.start : node.end] for node in find_all(tree, pattern)]


def token(text: str) -> Matcher:
    return Matcher(nodes.Token, text=text)


def test_the_docstring_is_true() -> None:
    assert doctest.testmod(matchers).failed == 0
    assert doctest.testmod(matchers).attempted > 5


def test_kinds_include_the_kinds_below() -> None:
    assert len(found(Matcher(nodes.Copy))) == 2
    assert len(found(Matcher(nodes.Instruction))) == 6  # the one behind ONBUILD among them


def test_fields_and_properties() -> None:
    assert found(Matcher(nodes.Flag, name="mount", value="type=bind,target=/b")) == ["--mount=type=bind,target=/b"]
    assert found(Matcher(nodes.From, stage=token("build"))) == ["FROM --platform=linux/amd64 debian:12 AS build"]
    assert found(Matcher(nodes.From, stage=None)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([REST], True),
        ([], False),
        ([ANY, ANY, ANY], True),
        ([ANY, ANY], False),
        ([ANY, REST, ANY, ANY], True),
        ([REST, REST, token("/c/"), REST], True),
        ([token("a"), REST, token("b"), REST], True),
        ([token("b"), REST], False),
        ([REST, token("a"), token("/c/")], False),
        ([REST, OneOf(token("z"), token("/c/"))], True),
        ([REST, Not(token("/c/"))], False),
        ([ANY, ANY, ANY, ANY, REST], False),
    ],
)
def test_sequences(words: list[Pattern], expected: bool) -> None:
    build = Matcher(nodes.Flag, value="build")
    assert (len(found(Matcher(nodes.Copy, words=words, flags=[build], heredocs=[]))) > 0) is expected


def test_predicates() -> None:
    assert found(Matcher(nodes.Pair, value=lambda value: value.text == "2")) == ["B=2"]
    assert found(lambda node: isinstance(node, nodes.Onbuild)) == ["ONBUILD COPY --link x /y"]


def test_a_value_is_no_other_type_of_the_same_value() -> None:
    assert not matches(True, 1)
    assert matches(1, 1)
    assert matches(None, None)


def test_a_field_that_does_not_exist_is_an_error_at_once() -> None:
    with pytest.raises(TypeError, match="Copy has no 'sauces'"):
        Matcher(nodes.Copy, sauces=[])


def test_shell_trees() -> None:
    script = parse_shell("a && b $(c x) || { d x; }")
    named_x = Matcher(SimpleCommand, words=[ANY, Matcher(Word, literal="x")])
    assert [script.text[node.start : node.end] for node in find_all(script, named_x)] == ["c x", "d x"]
    assert len(list(find_all(script, OneOf(Matcher(AndOr), Matcher(Parameter))))) == 3
