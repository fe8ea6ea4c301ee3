"""Verbs on an instruction's flags and plain arguments."""

from __future__ import annotations

from slimmer.syntax import nodes
from slimmer.syntax.nodes import Dockerfile, Flag, Instruction, Token
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.check import flag_texts, one_line, reread
from slimmer.text.edits import Edit, EditSet

# Dockerfile reference, and BuildKit's instructions/parse.go (v0.34).
_FLAGS = {
    "FROM": ("platform",),
    "RUN": ("mount", "network", "security", "device"),
    "COPY": ("from", "chown", "chmod", "link", "parents", "exclude"),
    "ADD": ("chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude"),
    "HEALTHCHECK": ("interval", "timeout", "start-period", "start-interval", "retries"),
}
_REPEATED = ("mount", "exclude")


def with_flag(tree: Dockerfile, instruction: Instruction, flag: str) -> Answer:
    """Add `flag`, such as `--chown=app:app`, behind the flags the instruction has."""
    if not flag.startswith("--") or not one_line(flag) or any(char in flag for char in " \t'\"`\\"):
        return No(f"{flag!r} is not a plain flag")
    inner = _inner(instruction)
    name = flag.partition("=")[0][2:]
    if name not in _REPEATED and inner.flag(name) is not None:
        return No(f"{inner.name} has --{name} already")
    if name not in _FLAGS.get(inner.name, ()):
        return No(f"{inner.name} takes no such flag as {flag}")
    at = (inner.flags[-1] if inner.flags else inner.keyword).end
    expected = [*flag_texts(inner), flag]
    return _checked(tree, instruction, EditSet((Edit(at, at, f" {flag}"),)), expected, _arguments(inner))


def without_flag(tree: Dockerfile, instruction: Instruction, flag: Flag) -> Answer:
    """Take `flag` out with the blank before it."""
    inner = _inner(instruction)
    text = tree.source.text
    start = flag.start
    if flag.end == inner.end:
        return No("nothing follows the flag")
    while text[start - 1] in " \t":
        start -= 1
    expected = [each.text for each in inner.flags if each is not flag]
    return _checked(tree, instruction, EditSet((Edit(start, flag.end, ""),)), expected, _arguments(inner))


def with_token(tree: Dockerfile, instruction: Instruction, token: Token, text: str) -> Answer:
    """Write `text` in place of an argument: an image reference, a source, a path, a stage name."""
    inner = _inner(instruction)
    if not one_line(text) or any(char in text for char in " \t"):
        return No(f"{text!r} is not one word")
    if "\n" in tree.source.text[token.start : token.end]:
        return No("the word goes on over a line's end")
    tokens = _tokens(inner)
    if token not in tokens:
        return No("the word is no argument of the instruction")
    expected = [text if each is token else each.text for each in tokens]
    edits = EditSet((Edit(token.start, token.end, text),))
    return _checked(tree, instruction, edits, flag_texts(inner), expected)


def _inner(instruction: Instruction) -> Instruction:
    """The instruction that holds flags and arguments: the one behind ONBUILD."""
    if isinstance(instruction, nodes.Onbuild) and instruction.inner is not None:
        return instruction.inner
    return instruction


def _tokens(instruction: Instruction) -> tuple[Token, ...]:
    """The arguments that can be replaced one by one."""
    if isinstance(instruction, nodes.WordsInstruction):
        return instruction.exec_form.tokens if instruction.exec_form else instruction.words
    if isinstance(instruction, nodes.PairsInstruction):
        return tuple(pair.value for pair in instruction.pairs if pair.value is not None)
    if isinstance(instruction, nodes.TextInstruction):
        return (instruction.value,) if instruction.value is not None else ()
    if isinstance(instruction, nodes.CommandInstruction) and isinstance(instruction.command, nodes.ExecForm):
        return instruction.command.tokens
    return ()


def _arguments(instruction: Instruction) -> list[str]:
    """Everything behind the flags, to see that an edit left it alone."""
    if isinstance(instruction, (nodes.CommandInstruction, nodes.Healthcheck)) and isinstance(
        instruction.command, nodes.ShellForm
    ):
        return [instruction.command.text]
    return [token.text for token in _tokens(instruction)]


def _checked(
    tree: Dockerfile, instruction: Instruction, edits: EditSet, flags: list[str], arguments: list[str]
) -> Answer:
    again = reread(tree, instruction, edits)
    if isinstance(again, No):
        return again
    inner = _inner(again)
    if type(inner) is not type(_inner(instruction)) or flag_texts(inner) != flags or _arguments(inner) != arguments:
        return No("the edit would be read as something else")
    if len(again.heredocs) != len(instruction.heredocs):
        return No("the edit would be read as a here-document")
    return edits
