"""Every verb at a random place of a file, and what it is asked to do there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.verbs.intents import (
    Appended,
    Dropped,
    FlagAdded,
    FlagDropped,
    Inserted,
    Intent,
    Merged,
    Reordered,
    Replaced,
    Split,
    TokenReplaced,
)
from slimmer import api as verbs
from slimmer.syntax import nodes
from slimmer.syntax.nodes import Dockerfile, Instruction
from slimmer.syntax.shell import Dialect, walk
from slimmer.syntax.shell.nodes import AndOr, Node, Redirect, SimpleCommand
from slimmer.syntax.shell.words import Word
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.site import ShellSite, shell_site

Attempt = tuple[Answer, Intent] | None
Verb = Callable[["Place"], Attempt]


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and the dice."""

    tree: Dockerfile
    random: Random
    mark: str

    @property
    def text(self) -> str:
        return self.tree.source.text

    def site(self, *kinds: type[Instruction]) -> tuple[int, ShellSite] | None:
        """A random script of the file, with the place of its instruction."""
        dialect = self.random.choices((Dialect.BASH, Dialect.POSIX), (4, 1))[0]
        instructions = list(enumerate(self.tree.instructions))
        self.random.shuffle(instructions)
        for at, instruction in instructions:
            # What is syntax for bash is words for others: bash, the judge, would read the result otherwise.
            bashism = "[[" in instruction.folded.text or "((" in instruction.folded.text
            site = shell_site(self.tree, instruction, Dialect.BASH if bashism else dialect)
            if isinstance(site, ShellSite) and (not kinds or isinstance(instruction, kinds)):
                return at, site
        return None

    def words(self) -> str:
        """Words to write, the mark among them."""
        mark = self.mark
        plain, quoted = (mark, f"--{mark}", f"--{mark}=1"), (f'"{mark} b"', f"'${mark}'", f'"${mark}"')
        forms = (*plain, *quoted, f"--a {mark}", f"{mark}\\ b")
        return self.random.choices(forms, (6, 6, 3, 1, 1, 1, 2, 1))[0]


def _pick(site: ShellSite, random: Random, kind: type[Node]) -> Node | None:
    # A descriptor is no word an author would touch, and bash prints `>&word` as it likes.
    numbers = {
        id(each.target) for each in walk(site.script) if isinstance(each, Redirect) and "&" in each.operator.text
    }
    found = [node for node in walk(site.script) if isinstance(node, kind) and id(node) not in numbers]
    return random.choice(found) if found else None


def _raw(site: ShellSite, node: Node) -> str:
    return site.script.text[node.start : node.end]


def _on_word(place: Place, act: Callable[[int, ShellSite, Word], tuple[Answer, Intent]]) -> Attempt:
    chosen = place.site()
    word = _pick(chosen[1], place.random, Word) if chosen else None
    return act(*chosen, word) if chosen and isinstance(word, Word) else None


def _with_after(place: Place) -> Attempt:
    text = place.words()
    return _on_word(
        place, lambda at, site, word: (site.with_after(word, text), Inserted(at, f" {text}", _raw(site, word), ""))
    )


def _with_before(place: Place) -> Attempt:
    text = place.words()
    return _on_word(
        place, lambda at, site, word: (site.with_before(word, text), Inserted(at, f"{text} ", "", _raw(site, word)))
    )


def _with_word(place: Place) -> Attempt:
    text = place.random.choice((place.mark, f"'{place.mark}'", f'"${place.mark}"', f"/a/{place.mark}*"))
    return _on_word(place, lambda at, site, word: (site.with_word(word, text), Replaced(at, text, _raw(site, word))))


def _without(place: Place) -> Attempt:
    return _on_word(place, lambda at, site, word: (site.without(word), Dropped(at, _raw(site, word))))


def _with_command(place: Place) -> Attempt:
    chosen = place.site()
    command = _pick(chosen[1], place.random, SimpleCommand) if chosen else None
    if chosen is None or command is None:
        return None
    text = place.random.choice((place.mark, f"{place.mark} a 'b c'", f"A=1 {place.mark} > /dev/null"))
    at, site = chosen
    return site.with_command(command, text), Replaced(at, text, _raw(site, command))


def _without_link(place: Place) -> Attempt:
    chosen = place.site()
    if chosen is None:
        return None
    at, site = chosen
    chains = [node for node in walk(site.script) if isinstance(node, AndOr) and len(node.pipelines) > 1]
    if not chains:
        return None
    chain = place.random.choice(chains)
    index = place.random.randrange(len(chain.pipelines))
    return site.without_link(chain, index), Dropped(at, _raw(site, chain.pipelines[index]), operator=True)


def _with_appended(place: Place) -> Attempt:
    chosen = place.site()
    if chosen is None:
        return None
    command = place.random.choice((f"rm -rf /{place.mark}/*", place.mark, f"{place.mark} 'a b'"))
    return chosen[1].with_appended(command), Appended(chosen[0], command)


def _split(place: Place) -> Attempt:
    chosen = place.site(nodes.Run)
    if chosen is None or chosen[1].script.body is None:
        return None
    operators = len(chosen[1].script.body.items[0].and_or.operators)
    if not operators:
        return None
    return verbs.split(chosen[1], place.random.randrange(operators)), Split(chosen[0])


def _merged(place: Place) -> Attempt:
    instructions = place.tree.instructions
    pairs = [
        at
        for at in range(len(instructions) - 1)
        if isinstance(instructions[at], nodes.Run) and isinstance(instructions[at + 1], nodes.Run)
    ]
    if not pairs:
        return None
    at = place.random.choice(pairs)
    first, second = (shell_site(place.tree, instructions[each]) for each in (at, at + 1))
    if isinstance(first, No) or isinstance(second, No):
        return None
    return verbs.merged(first, second), Merged(at)


_FLAGS = {
    "RUN": ("--mount=type=cache,target=/zq", "--network=none", "--security=sandbox"),
    "COPY": ("--chown=1:1", "--chmod=644", "--link", "--from=zq"),
    "ADD": ("--chown=1:1", "--chmod=644", "--link", "--keep-git-dir=true"),
    "FROM": ("--platform=linux/amd64",),
    "HEALTHCHECK": ("--interval=5s", "--retries=3", "--timeout=2s"),
}


def _inner(instruction: Instruction) -> Instruction:
    inner = instruction.inner if isinstance(instruction, nodes.Onbuild) else None
    return inner or instruction


def _with_flag(place: Place) -> Attempt:
    at = place.random.randrange(len(place.tree.instructions)) if place.tree.instructions else None
    if at is None:
        return None
    instruction = place.tree.instructions[at]
    flags = _FLAGS.get(_inner(instruction).name)
    if flags is None and place.random.random() > 0.1:
        return None
    flag = place.random.choice(flags or ("--link",))
    return verbs.with_flag(place.tree, instruction, flag), FlagAdded(at, flag)


def _without_flag(place: Place) -> Attempt:
    flagged = [at for at, each in enumerate(place.tree.instructions) if _inner(each).flags]
    if not flagged:
        return None
    at = place.random.choice(flagged)
    instruction = place.tree.instructions[at]
    index = place.random.randrange(len(_inner(instruction).flags))
    return verbs.without_flag(place.tree, instruction, _inner(instruction).flags[index]), FlagDropped(at, index)


def _with_token(place: Place) -> Attempt:
    if not place.tree.instructions:
        return None
    at = place.random.randrange(len(place.tree.instructions))
    inner = _inner(place.tree.instructions[at])
    tokens, quoted = _arguments(inner)
    if not tokens:
        return None
    index = place.random.randrange(len(tokens))
    new = f'"{place.mark}"' if quoted else place.mark
    return verbs.with_token(place.tree, place.tree.instructions[at], tokens[index], new), TokenReplaced(at, place.mark)


def _arguments(inner: Instruction) -> tuple[list[nodes.Token], bool]:
    if isinstance(inner, nodes.PairsInstruction):
        return [pair.value for pair in inner.pairs if pair.value is not None], False
    if isinstance(inner, nodes.TextInstruction):
        return [inner.value] if inner.value is not None else [], False
    form = inner.exec_form if isinstance(inner, nodes.WordsInstruction) else getattr(inner, "command", None)
    if isinstance(form, nodes.ExecForm):
        return list(form.tokens), True
    if isinstance(inner, nodes.From):  # AS stays: without it the file says something else
        return [word for word in (inner.image, inner.stage) if word is not None], False
    return list(inner.words) if isinstance(inner, nodes.WordsInstruction) else [], False


def _instructions(place: Place, count: int) -> list[int] | None:
    total = len(place.tree.instructions)
    return place.random.sample(range(total), count) if total >= count else None


_NEW = ("RUN zq", "ENV ZQ=1", "RUN zq && \\\n    qz", "COPY <<ZQ /zq\nRUN not\nZQ", "LABEL zq=1", "ARG ZQ")


def _new(place: Place) -> str:
    text = place.random.choice(_NEW)
    return text.replace("\\", place.tree.escape)


def _inserted_above(place: Place) -> Attempt:
    chosen = _instructions(place, 1)
    text = _new(place)
    if not chosen:
        return None
    instruction = place.tree.instructions[chosen[0]]
    return verbs.inserted_above(place.tree, instruction, text), Reordered.inserted(place.tree, chosen[0], text)


def _inserted_below(place: Place) -> Attempt:
    chosen = _instructions(place, 1)
    text = _new(place)
    if not chosen:
        return None
    instruction = place.tree.instructions[chosen[0]]
    return verbs.inserted_below(place.tree, instruction, text), Reordered.inserted(place.tree, chosen[0] + 1, text)


def _moved_above(place: Place) -> Attempt:
    chosen = _instructions(place, 2)
    if not chosen:
        return None
    what, where = chosen
    instructions = place.tree.instructions
    return verbs.moved_above(place.tree, instructions[what], instructions[where]), Reordered.moved(
        place.tree, what, where
    )


def _removed(place: Place) -> Attempt:
    chosen = _instructions(place, 1)
    if not chosen:
        return None
    return verbs.removed(place.tree, place.tree.instructions[chosen[0]]), Reordered.removed(place.tree, chosen[0])


VERBS: dict[str, Verb] = {
    "with_after": _with_after,
    "with_before": _with_before,
    "with_word": _with_word,
    "without": _without,
    "with_command": _with_command,
    "without_link": _without_link,
    "with_appended": _with_appended,
    "split": _split,
    "merged": _merged,
    "with_flag": _with_flag,
    "without_flag": _without_flag,
    "with_token": _with_token,
    "inserted_above": _inserted_above,
    "inserted_below": _inserted_below,
    "moved_above": _moved_above,
    "removed": _removed,
}
