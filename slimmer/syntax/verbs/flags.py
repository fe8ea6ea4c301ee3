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
_TRUTHS = ("link", "parents", "keep-git-dir", "unpack")
"""Flags that are true or false (`bflag.go`); all others take a value."""


def with_flag(tree: Dockerfile, instruction: Instruction, flag: str) -> Answer:
    """Add `flag`, such as `--chown=app:app`, behind the flags the instruction has."""
    if not flag.startswith("--") or not one_line(flag) or any(char in flag for char in " \t'\"`\\"):
        return No(f"{flag!r} is not a plain flag")
    inner = _inner(instruction)
    name, equals, value = flag[2:].partition("=")
    if (name not in _REPEATED and inner.flag(name) is not None) or flag in flag_texts(inner):
        return No(f"{inner.name} has {flag if name in _REPEATED else f'--{name}'} already")
    if name not in _FLAGS.get(inner.name, ()):
        return No(f"{inner.name} takes no such flag as {flag}")
    if name in _TRUTHS and equals and value.lower() not in ("true", "false"):
        return No(f"--{name} is true or false")
    if name not in _TRUTHS and not equals:
        return No(f"--{name} needs a value")
    at = (inner.flags[-1] if inner.flags else inner.keyword).end
    expected = [*flag_texts(inner), flag]
    return _checked(tree, instruction, EditSet((Edit(at, at, f" {flag}"),)), expected, _arguments(inner))


def without_flag(tree: Dockerfile, instruction: Instruction, flag: Flag) -> Answer:
    """Take `flag` out with the blank before it, or with its line where it stands alone on it."""
    inner = _inner(instruction)
    text = tree.source.text
    start, end = flag.start, flag.end
    if end == inner.end:
        return No("nothing follows the flag")
    while text[start - 1] in " \t":
        start -= 1
    if text[start - 1] == "\n":
        line_end = text.find("\n", end) + 1
        if text[end:line_end].strip(" \t\r\n") == tree.escape:
            end = line_end
        else:  # what follows takes its place
            start = flag.start
            while text[end] in " \t":
                end += 1
    expected = [each.text for each in inner.flags if each is not flag]
    return _checked(tree, instruction, EditSet((Edit(start, end, ""),)), expected, _arguments(inner))


def with_token(tree: Dockerfile, instruction: Instruction, token: Token, text: str) -> Answer:
    """Write `text` in place of an argument: an image reference, a source, a path, a stage name."""
    inner = _inner(instruction)
    if not one_line(text) or text != text.strip(" \t"):
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
