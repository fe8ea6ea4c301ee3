"""The differences between slimmer's tree and BuildKit's of one file."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.syntax import nodes
from slimmer.syntax.lines import GO_SPACE
from slimmer.syntax.nodes import Dockerfile, ExecForm, Instruction, ShellForm
from slimmer.text.source import encode
from tests.oracle.oracle import Instruction as Theirs


def differences(tree: Dockerfile, theirs: tuple[Theirs, ...]) -> Iterator[str]:
    """One line a difference, none where both read the file alike."""
    ours = tree.instructions
    # A join with nothing to join is a nameless instruction to BuildKit's parser, and a problem to slimmer.
    theirs = tuple(each for each in theirs if each.name)
    if len(ours) != len(theirs):
        yield f"{len(ours)} instructions, BuildKit has {len(theirs)}"
        return
    for mine, other in zip(ours, theirs, strict=True):
        for what, left, right in _facts(mine, other):
            if left != right:
                yield f"line {mine.lines[0]} {mine.name}: {what} {left!r}, BuildKit has {right!r}"


def _facts(mine: Instruction, other: Theirs) -> Iterator[tuple[str, object, object]]:
    yield "name", _lower(mine.keyword.text), other.name
    yield "lines", mine.lines, (other.start, other.end)
    yield "text", _read(mine.folded.text.strip(GO_SPACE)), other.original.strip(GO_SPACE)
    if not "".join((*(flag.text for flag in mine.flags), *other.flags)).isascii():
        return  # BuildKit takes flags apart byte by byte: it spells them wrong, and ends one within an "à"
    yield "flags", tuple(_flag(flag) for flag in mine.flags), other.flags
    yield "JSON form", isinstance(_exec_form(mine), ExecForm), other.json
    yield (
        "heredocs",
        tuple((_read(each.name), _read(each.content), each.expand, each.chomp, each.fd) for each in mine.heredocs),
        tuple((each.name, each.content, each.expand, each.chomp, each.fd) for each in other.heredocs),
    )
    if isinstance(mine, nodes.Onbuild):
        if mine.inner is not None and other.onbuild is not None:
            inner = list(_facts(mine.inner, other.onbuild))
            yield from (fact for fact in inner if fact[0] not in ("lines", "text"))
    elif not isinstance(mine, nodes.Opaque):
        yield "arguments", tuple(map(_lossy, _arguments(mine))), tuple(map(_lossy, other.args))
    if isinstance(mine, nodes.Run) and isinstance(mine.command, ShellForm):
        yield "script", _read(mine.command.text), other.body


def _flag(flag: nodes.Flag) -> str:
    return f"--{flag.name}" if flag.value is None else f"--{flag.name}={flag.value}"


def _exec_form(mine: Instruction) -> ExecForm | ShellForm | None:
    if isinstance(mine, nodes.WordsInstruction):
        return mine.exec_form
    if isinstance(mine, nodes.CommandInstruction | nodes.Healthcheck):
        return mine.command
    return None


def _arguments(mine: Instruction) -> Iterator[str]:
    if isinstance(mine, nodes.Healthcheck) and mine.kind is not None:
        yield mine.kind.text
    form = _exec_form(mine)
    if isinstance(form, ExecForm):
        yield from form.words
    elif isinstance(form, ShellForm):
        heredoc_script = isinstance(mine, nodes.Run) and mine.heredocs
        yield mine.folded.text[_argument_start(mine) :].rstrip(GO_SPACE) if heredoc_script else form.text
    elif isinstance(mine, nodes.WordsInstruction):
        yield from (word.text for word in mine.words)
    elif isinstance(mine, nodes.Arg):
        yield from (pair.key.text + pair.separator + _value(pair) for pair in mine.pairs)
    elif isinstance(mine, nodes.PairsInstruction):
        for pair in mine.pairs:
            yield from (pair.key.text, _value(pair), pair.separator.strip())
    elif isinstance(mine, nodes.TextInstruction) and mine.value is not None:
        yield mine.value.text


def _argument_start(mine: Instruction) -> int:
    """Where a RUN's line goes on after keyword and flags."""
    at = 0
    for token in (mine.keyword, *mine.flags):
        at = mine.folded.text.index(token.text, at) + len(token.text)
    rest = mine.folded.text[at:]
    return at + len(rest) - len(rest.lstrip(GO_SPACE))


def _value(pair: nodes.Pair) -> str:
    return pair.value.text if pair.value is not None else ""


def _read(text: str) -> str:
    """Text as the oracle gives it: bytes that only a join brings together may be one character."""
    return encode(text).decode("utf-8", "surrogateescape")


def _lossy(text: str) -> str:
    """Text where Go reads character by character: a byte that is not UTF-8 becomes a replacement character."""
    return "".join("\ufffd" if "\udc80" <= char <= "\udcff" else char for char in _read(text))


def _lower(keyword: str) -> str:
    """A keyword as Go lowers it, character by character: U+0130 stays one."""
    return "".join(char if len(char.lower()) > 1 else char.lower() for char in _lossy(keyword))
