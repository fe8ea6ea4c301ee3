"""The shell parser against texts that the real shells have judged (snippets.toml)."""

from collections import Counter

import pytest

from slimmer.syntax.shell import Dialect, ShellSyntaxError, parse_shell
from tests.syntax.shell.refresh_snippets import SHELLS, Shell, Snippet, judge_all, load, release_of

RELEASES, SNIPPETS = load()
DIALECTS: dict[Shell, Dialect] = {"bash": Dialect.BASH, "dash": Dialect.POSIX}


def cases(verdict: str) -> list[object]:
    return [
        pytest.param(shell, snippet, id=f"{shell}-{snippet.name}")
        for shell in SHELLS
        for snippet in SNIPPETS
        if snippet.verdicts[shell] == verdict
    ]


def rejects(text: str, shell: Shell) -> bool:
    try:
        parse_shell(text, DIALECTS[shell])
    except ShellSyntaxError:
        return True
    return False


def test_the_list_is_sound() -> None:
    repeated = {name for name, count in Counter(snippet.name for snippet in SNIPPETS).items() if count > 1}
    assert not repeated
    for shell in SHELLS:
        verdicts = Counter(snippet.verdicts[shell] for snippet in SNIPPETS)
        assert min(verdicts["ok"], verdicts["error"]) >= 130
        assert not [
            snippet.name for snippet in SNIPPETS if snippet.verdicts[shell] == "error" and shell in snippet.known_reject
        ], "what the shell itself rejects is no known reject of ours"


@pytest.mark.parametrize(("shell", "snippet"), cases("error"))
def test_what_the_shell_rejects_is_rejected(shell: Shell, snippet: Snippet) -> None:
    assert rejects(snippet.text, shell), f"{shell} cannot parse {snippet.text!r}"


@pytest.mark.parametrize(("shell", "snippet"), cases("ok"))
def test_what_the_shell_accepts_is_accepted_but_for_the_known_rejects(shell: Shell, snippet: Snippet) -> None:
    assert rejects(snippet.text, shell) == (shell in snippet.known_reject), (
        f"{shell} parses {snippet.text!r}; reason in the list: {snippet.known_reject.get(shell)}"
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_the_verdicts_are_those_of_the_real_shell(shell: Shell) -> None:
    # Releases differ in what they parse early (bash 5.1 leaves the inside of a substitution for later).
    if release_of(shell) != RELEASES[shell]:
        pytest.skip(f"{shell} {RELEASES[shell]} gave the verdicts, here is {release_of(shell)}")
    answers = judge_all(shell, [snippet.text for snippet in SNIPPETS])
    drift = {
        snippet.name: answer
        for snippet, answer in zip(SNIPPETS, answers, strict=True)
        if answer != (snippet.verdicts[shell], shell == "bash" and snippet.bash_warns)
    }
    assert not drift
