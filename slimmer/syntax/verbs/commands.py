"""Write a command in exec form."""

from __future__ import annotations

import json
from collections.abc import Sequence

from slimmer.syntax.nodes import CommandInstruction, Dockerfile, ExecForm
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.check import flag_texts, reread
from slimmer.text.edits import Edit, EditSet


def with_exec_form(tree: Dockerfile, instruction: CommandInstruction, words: Sequence[str]) -> Answer:
    """Give RUN, CMD or ENTRYPOINT the words as a JSON array; in an array of as many only those that differ change."""
    command = instruction.command
    if command is None or not words:
        return No("there is no command")
    if instruction.heredocs or any(command.start <= each.start < command.end for each in instruction.comments):
        return No("a comment or here-document stands inside the command")
    written = [json.dumps(word, ensure_ascii=False) for word in words]
    if isinstance(command, ExecForm) and len(command.words) == len(words):
        changed = zip(command.tokens, command.words, words, written, strict=True)
        edits = [Edit(token.start, token.end, text) for token, old, new, text in changed if old != new]
    else:
        edits = [Edit(command.start, command.end, f"[{', '.join(written)}]")]
    if not edits:
        return No("it would change nothing")
    again = reread(tree, instruction, EditSet.of(edits))
    if isinstance(again, No):
        return again
    found = again.command if isinstance(again, CommandInstruction) else None
    if not isinstance(found, ExecForm) or found.words != tuple(words) or flag_texts(again) != flag_texts(instruction):
        return No("the edit would be read as something else")
    return EditSet.of(edits)
