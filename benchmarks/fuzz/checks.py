"""The laws of parsing and rewriting, asked of one input."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from benchmarks.agreement.compare import differences
from benchmarks.fuzz.finding import Finding, finding
from benchmarks.laws.shells import accept
from slimmer.passes.pipeline import rewrite
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Transform
from slimmer.syntax.nodes import Dockerfile, shell_forms
from slimmer.syntax.parser import parse
from slimmer.syntax.shell import Dialect, Script, ShellSyntaxError, parse_shell, walk
from slimmer.syntax.shell.nodes import HereDoc, Node
from slimmer.syntax.shell.walk import children
from slimmer.text.edits import EditSet
from slimmer.text.source import Source, encode
from tests.oracle.oracle import Oracle, Verdict

SETTINGS: Final = Settings()
SHELLS: Final = {"bash": Dialect.BASH, "dash": Dialect.POSIX}


def parsing(source: Source, verdict: Verdict) -> Finding | None:
    """Every byte has its place, and BuildKit reads the file alike."""
    tree = parse(source)
    text = source.text
    if "".join(text[extent.start : extent.end] for extent in tree.extents) != text:
        return finding("parse", "the items do not tile the file")
    if source.data.decode("utf-8", "surrogateescape") != text:
        return finding("parse", "the bytes do not round-trip")
    if not verdict.ok:
        if not tree.problems:
            return finding("parse", f"BuildKit refuses, slimmer does not: {_kind(verdict.error or '')}", verdict.error)
        return None
    if tree.problems and verdict.accepted:
        return finding("parse", f"slimmer refuses, BuildKit does not: {tree.problems[0].message}")
    if tree.problems:
        return None  # both refuse it: how much of it they read does not matter
    theirs: Any = verdict.instructions
    unlike = next(differences(tree, theirs), None)
    if unlike is not None:
        return finding("parse", f"read unlike BuildKit: {_kind(unlike.partition(': ')[2])}", unlike)
    return None


def _kind(message: str) -> str:
    """A message without what it quotes."""
    return re.sub(r"line \d+ ?", "", re.split(r"[:'\"(]|, BuildKit", message.removeprefix("dockerfile parse error"))[0])


def scripts(tree: Dockerfile) -> Iterator[str]:
    """The shell texts of a tree that a shell, and no other program, is given."""
    for instruction in tree.instructions:
        yield from (form.text for form in shell_forms(instruction) if form.shebang is None)


def shell(texts: Sequence[str]) -> Finding | None:
    """Parsing raises `ShellSyntaxError` or nothing; nodes lie in their parents, in order, and spell the text."""
    for text in texts:
        for dialect in Dialect:
            try:
                script = parse_shell(text, dialect)
            except ShellSyntaxError as error:
                if not 0 <= error.offset <= len(text):
                    return finding("shell", "an error outside the text", f"{error} in {text!r}")
                continue
            misplaced = _misplaced(script)
            if misplaced is not None:
                return finding("shell", f"{dialect.value}: {misplaced}", repr(text))
    return None


def _misplaced(script: Script) -> str | None:
    for node in walk(script, tokens=True):
        at = node.start
        for child in children(node):
            if isinstance(child, HereDoc) or (isinstance(node, HereDoc) and child.__class__.__name__ == "Token"):
                continue
            if not at <= child.start <= child.end <= node.end and not _escaped(node):
                return f"a {type(child).__name__} in a {type(node).__name__} is out of place"
            at = child.start
    return None


def _escaped(node: Node) -> bool:
    return bool(getattr(node, "escaped", False))


def rewriting(
    source: Source, verdict: Verdict, transforms: Sequence[Transform], oracle: Oracle, counts: Counter[str]
) -> Finding | None:
    """No crash, no guard fires, the output is as good as the input was, at rest, and can be taken back."""
    names = [transform.name for transform in transforms]
    result = rewrite(source, SETTINGS, transforms, names)
    for failure in result.guard_failures:
        return finding("rewrite", f"{failure.transform}: {failure.guard}", failure.detail)
    if result.error is not None or not result.changed:
        return None
    counts["files rewritten"] += 1
    broken = damage(source, result.edits, verdict, oracle, accepted=True)
    broken = broken or shell_damage(source, result.edits, tuple(SHELLS))
    if broken is not None:
        return finding("rewrite", broken, result.after)
    again = rewrite(Source(source.path, result.after), SETTINGS, transforms, names)
    if again.changed or again.error is not None or again.guard_failures:
        return finding("rewrite", f"the second run is not idle: {again.error or again.guard_failures}", result.after)
    return None


def damage(source: Source, edits: EditSet, verdict: Verdict, oracle: Oracle, *, accepted: bool) -> str | None:
    """What edits break as BuildKit sees it, or None.

    Args:
        source: the text before.
        edits: over it.
        verdict: BuildKit's on it.
        oracle: asked about the text after.
        accepted: whether known instructions, flags and stages count too, and not the parser alone.
    """
    after = Source(source.path, edits.apply(source.text))
    if edits.invert(source.text).apply(after.text) != source.text:
        return "the inverted edits do not restore the file"
    now = oracle.check(encode(after.text))
    if verdict.ok and not now.ok:
        return f"BuildKit refuses the output: {_kind(now.error or '')}"
    if accepted and verdict.accepted and not now.accepted:
        return f"BuildKit does not accept the output: {_kind(now.stages_error or '')}"
    return None


def shell_damage(source: Source, edits: EditSet, shells: Sequence[str]) -> str | None:
    """The real shells accept each new script where they accepted all the old ones it may come from."""
    old = list(scripts(parse(source)))
    new = list(scripts(parse(Source(source.path, edits.apply(source.text)))))
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if not gone or not come:
        return None
    verdicts = accept([*gone, *come], jobs=1)
    for name in shells:
        was, now = (all(getattr(verdicts[text], name) for text in texts) for texts in (gone, come))
        if was and not now:
            return f"{name} refuses a script of the output"
    return None


def wrongly_accepted(texts: Sequence[str], counts: Counter[str]) -> Iterator[tuple[str, Finding]]:
    """The texts the parser accepts and the shell does not: the guards would let them pass. Others are counted."""
    verdicts = accept(texts, jobs=1)
    for text in verdicts:
        for name, dialect in SHELLS.items():
            try:
                parse_shell(text, dialect)
                error = ""
            except ShellSyntaxError as refused:
                error = refused.message
            accepted = getattr(verdicts[text], name)
            counts[f"scripts {name} and slimmer judge alike"] += accepted == (not error)
            counts[f"scripts {name} accepts and slimmer refuses"] += bool(accepted and error)
            if not accepted and not error:
                yield text, finding("shells", f"{name} refuses, slimmer accepts", text)


def features(tree: Dockerfile) -> frozenset[str]:
    """What is new about an input is worth keeping: kinds of nodes in kinds of nodes, messages of errors."""
    found = {f"problem {_kind(problem.message)}" for problem in tree.problems}
    previous = ""
    for item in tree.items:
        name = type(item).__name__
        found.add(f"{previous} > {name}")
        previous = name
    for instruction in tree.instructions:
        seams = min(len(instruction.folded.pieces), 3), bool(instruction.comments), len(instruction.heredocs)
        found.add(f"{instruction.name} {seams} {[flag.name for flag in instruction.flags][:3]}"[:60])
        for form in shell_forms(instruction):
            for dialect in Dialect:
                found.update(_shell_features(form.script(dialect)))
    return frozenset(found)


def _shell_features(script: Script | ShellSyntaxError) -> Iterator[str]:
    if isinstance(script, ShellSyntaxError):
        yield f"shell {_kind(script.message)}"
        return
    for node in walk(script):
        for child in children(node):
            yield f"{type(node).__name__} {type(child).__name__} {getattr(child, 'text', '')[:4]}"
