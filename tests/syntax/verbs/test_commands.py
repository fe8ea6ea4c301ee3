"""Commands in exec form, and assignments in front of commands."""

from __future__ import annotations

import pytest

from slimmer.syntax.nodes import CommandInstruction
from slimmer.syntax.parser import parse
from slimmer.syntax.shell.nodes import SimpleCommand
from slimmer.syntax.verbs.answer import No
from slimmer.syntax.verbs.commands import with_exec_form
from slimmer.syntax.verbs.site import shell_site
from slimmer.text.source import Source


def exec_form(text: str, *words: str) -> str:
    tree = parse(Source("Dockerfile", text))
    instruction = tree.instructions[-1]
    assert isinstance(instruction, CommandInstruction)
    answer = with_exec_form(tree, instruction, words)
    return answer.reason if isinstance(answer, No) else answer.apply(text)


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("FROM a\nCMD ./a -v\n", ("./a", "-v"), 'FROM a\nCMD ["./a", "-v"]\n'),
        ("FROM a\nCMD ./a \\\n  -v\n", ("./a", "-v"), 'FROM a\nCMD ["./a", "-v"]\n'),
        ('FROM a\nCMD [ "a" ,"-v" ]\n', ("/b/a", "-v"), 'FROM a\nCMD [ "/b/a" ,"-v" ]\n'),
        ("FROM a\nENTRYPOINT exec a", ('a"b', "ü"), 'FROM a\nENTRYPOINT ["a\\"b", "ü"]'),
    ],
)
def test_the_words_become_an_array(before: str, words: tuple[str, ...], after: str) -> None:
    assert exec_form(before, *words) == after


def test_a_comment_inside_is_not_written_over() -> None:
    assert "a comment" in exec_form("FROM a\nCMD a \\\n# why\n  -v\n", "a", "-v")


def test_nothing_to_change_is_said() -> None:
    assert "change nothing" in exec_form('FROM a\nCMD ["a"]\n', "a")


def assigned(text: str, assignment: str, at: int = 0) -> str:
    tree = parse(Source("Dockerfile", text))
    site = shell_site(tree, tree.instructions[-1])
    assert not isinstance(site, No)
    assert site.script.body is not None
    command = site.script.body.items[0].and_or.pipelines[at].commands[0]
    assert isinstance(command, SimpleCommand)
    answer = site.with_assignment(command, assignment)
    return answer.reason if isinstance(answer, No) else answer.apply(text)


@pytest.mark.parametrize(
    ("script", "at", "after"),
    [
        ("go build", 0, "A=0 go build"),
        ("cd x && go build", 1, "cd x && A=0 go build"),
        ("cd x && \\\n  B=1 go build", 1, "cd x && \\\n  A=0 B=1 go build"),
        ("go build > log", 0, "A=0 go build > log"),
    ],
)
def test_an_assignment_stands_in_front_of_its_command_alone(script: str, at: int, after: str) -> None:
    assert assigned(f"FROM a\nRUN {script}\n", "A=0", at) == f"FROM a\nRUN {after}\n"


@pytest.mark.parametrize("text", ["A", "A=0 B=1", "A=0; x", "x y", ""])
def test_only_one_assignment_is_taken(text: str) -> None:
    assert "is not one assignment" in assigned("FROM a\nRUN go build\n", text)
