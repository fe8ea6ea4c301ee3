"""Apply the authors' verbs at random places: each says no, or gives edits that keep the laws."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from benchmarks.fuzz.checks import SHELLS, damage, shell_damage
from benchmarks.fuzz.finding import Finding, finding
from slimmer import api as verbs
from slimmer.passes import guards
from slimmer.syntax import nodes
from slimmer.syntax.nodes import Dockerfile, Instruction
from slimmer.syntax.parser import parse
from slimmer.syntax.shell import walk
from slimmer.syntax.shell.nodes import AndOr, SimpleCommand
from slimmer.syntax.shell.words import Word
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.site import ShellSite, shell_site
from slimmer.text.source import Source
from tests.oracle.oracle import Oracle, Verdict

_FLAGS: Final = ("--network=none", "--link", "--chown=a:b", "--mount=type=cache,target=/x")
_WORDS: Final = ("--no-cache-dir", "-y", "a b", "'c d'", "x=1", '"$d"', "/var/lib/*")
_COMMANDS: Final = ("rm -rf /var/lib/apt/lists/*", "true", 'echo "a b"', "sudo apt-get clean", "X=1 pip install 'a>=1'")
_LINES: Final = ("USER app", "ENV A=b", "RUN true", "COPY a b", "# syntax=x")
_ARGUMENTS: Final = ("a", "debian:12-slim", "/opt/x", "$A", "a\\b", "x=y", '"q"', "/a#b")

_GUARDS: Final = (
    guards.bytes_outside_edits,
    guards.parses_again,
    guards.directives_unchanged,
    guards.line_endings_kept,
)
_LOSE_COMMENTS: Final = ("removed",)
_CHANGE_ENDINGS: Final = ("removed", "inserted_below", "moved_above")

Act = Callable[[], Answer]


def verbs_at_random(
    source: Source, verdict: Verdict, oracle: Oracle, rng: random.Random, counts: Counter[str], tries: int = 3
) -> Finding | None:
    """`tries` verbs at random places of the file."""
    tree = parse(source)
    if not tree.instructions:
        return None
    for _ in range(tries):
        chosen = _choose(tree, rng)
        if chosen is None:
            continue
        name, act, shells = chosen
        answer = act()
        counts["verbs that said no" if isinstance(answer, No) else "verbs that gave edits"] += 1
        if isinstance(answer, No):
            continue
        broken = _broken(tree, name, answer, verdict, oracle) or shell_damage(source, answer, shells)
        if broken is not None:
            return finding("verbs", f"{name}: {broken}", list(answer))
    return None


def _broken(tree: Dockerfile, name: str, answer: Any, verdict: Verdict, oracle: Oracle) -> str | None:
    source = tree.source
    after = parse(Source(source.path, answer.apply(source.text)))
    for guard in _GUARDS:
        if guard is guards.line_endings_kept and name in _CHANGE_ENDINGS:
            continue
        if guard is guards.parses_again and tree.problems:
            continue  # it compares messages, which may name what a verb was asked to change
        detail = guard(tree, after, answer)
        if detail is not None:
            return f"{guard.__name__}: {detail}"
    if name not in _LOSE_COMMENTS and sorted(tree.comments()) != sorted(after.comments()):
        return "a comment was lost or made"
    return damage(source, answer, verdict, oracle, accepted=False)


def _choose(tree: Dockerfile, rng: random.Random) -> tuple[str, Act, tuple[str, ...]] | None:
    """A verb by name, bound to arguments, and the shells for which it speaks: of a script, that it is read as."""
    at = rng.randrange(len(tree.instructions))
    instruction = tree.instructions[at]
    if rng.random() < 0.5:
        shell, dialect = rng.choice(tuple(SHELLS.items()))
        site = shell_site(tree, instruction, dialect)
        if isinstance(site, ShellSite):
            following = tree.instructions[at + 1] if at + 1 < len(tree.instructions) else instruction
            found = _on_script(site, following, rng)
            return None if found is None else (*found, (shell,))
    return *_on_instruction(tree, instruction, rng), tuple(SHELLS)


def _on_instruction(tree: Dockerfile, instruction: Instruction, rng: random.Random) -> tuple[str, Act]:
    inner = instruction.inner if isinstance(instruction, nodes.Onbuild) and instruction.inner else instruction
    target = rng.choice(tree.instructions)
    line, flag = rng.choice(_LINES), rng.choice(_FLAGS)
    acts: list[tuple[str, Act]] = [
        ("with_flag", lambda: verbs.with_flag(tree, instruction, flag)),
        ("inserted_above", lambda: verbs.inserted_above(tree, instruction, line)),
        ("inserted_below", lambda: verbs.inserted_below(tree, instruction, line)),
        ("removed", lambda: verbs.removed(tree, instruction)),
        ("moved_above", lambda: verbs.moved_above(tree, instruction, target)),
    ]
    if inner.flags:
        old = rng.choice(inner.flags)
        acts.append(("without_flag", lambda: verbs.without_flag(tree, instruction, old)))
    tokens = _tokens(inner)
    if tokens:
        token, text = rng.choice(tokens), rng.choice(_ARGUMENTS)
        acts.append(("with_token", lambda: verbs.with_token(tree, instruction, token, text)))
    return rng.choice(acts)


def _tokens(instruction: Instruction) -> Sequence[nodes.Token]:
    if isinstance(instruction, nodes.WordsInstruction):
        return instruction.exec_form.tokens if instruction.exec_form else instruction.words
    if isinstance(instruction, nodes.PairsInstruction):
        return [pair.value for pair in instruction.pairs if pair.value is not None]
    if isinstance(instruction, nodes.TextInstruction):
        return [instruction.value] if instruction.value is not None else []
    return []


def _on_script(site: ShellSite, following: Instruction, rng: random.Random) -> tuple[str, Act] | None:
    nodes_ = list(walk(site.script))
    words = [node for node in nodes_ if isinstance(node, Word)]
    commands = [node for node in nodes_ if isinstance(node, SimpleCommand)]
    chains = [node for node in nodes_ if isinstance(node, AndOr)]
    if not words or not commands or not chains:
        return None
    word, command, chain = rng.choice(words), rng.choice(commands), rng.choice(chains)
    text, new, index = rng.choice(_WORDS), rng.choice(_COMMANDS), rng.randrange(len(chain.pipelines))
    other = shell_site(site.tree, following, site.script.dialect)
    acts: list[tuple[str, Act]] = [
        ("with_after", lambda: site.with_after(word, text)),
        ("with_before", lambda: site.with_before(word, text)),
        ("with_word", lambda: site.with_word(word, text)),
        ("without", lambda: site.without(word)),
        ("with_command", lambda: site.with_command(command, new)),
        ("without_link", lambda: site.without_link(chain, index)),
        ("with_appended", lambda: site.with_appended(new)),
        ("split", lambda: verbs.split(site, index)),
    ]
    if isinstance(other, ShellSite):
        acts += [("merged", lambda: verbs.merged(site, other))] * 2
    return rng.choice(acts)
