"""What the shell is given when an instruction has here-documents."""

from __future__ import annotations

from slimmer.syntax.heredoc import heredoc_mark
from slimmer.syntax.lines import Folded, Piece
from slimmer.syntax.nodes import Heredoc, ShellForm


def script_with_heredocs(command: ShellForm, heredocs: tuple[Heredoc, ...]) -> ShellForm:
    """The script of a RUN with here-documents, as BuildKit's `dispatchRun` (dockerfile2llb) builds it.

    A command that is one here-document and nothing else is the script itself (run as a file of its own when it
    has a `#!` line); otherwise the bodies follow the line, each with its delimiter.
    """
    if heredoc_mark(command.text) is not None:
        first = heredocs[0]
        line = first.content.partition("\n")[0].rstrip("\r")
        return ShellForm(first.body.start, first.body.end, _body(first), line if line.startswith("#!") else None)
    parts, pieces = [command.text], list(command.folded.pieces)
    size = len(command.text)
    for heredoc in heredocs:
        parts += ("\n", heredoc.content, heredoc.name)
        size += 1
        if heredoc.content:
            pieces.append(Piece(size, heredoc.body.start, len(heredoc.content)))
        size += len(heredoc.content)
        pieces.append(Piece(size, heredoc.end - len(heredoc.name), len(heredoc.name)))
        size += len(heredoc.name)
    return ShellForm(command.start, command.end, Folded("".join(parts), tuple(pieces)))


def _body(heredoc: Heredoc) -> Folded:
    """A here-document's content as a script: for `<<-` without the tabs that lead its lines."""
    if not heredoc.chomp:
        return Folded(heredoc.content, (Piece(0, heredoc.body.start, len(heredoc.content)),))
    parts: list[str] = []
    pieces: list[Piece] = []
    at, size = heredoc.body.start, 0
    lines = heredoc.content.split("\n")
    for line in (*(line + "\n" for line in lines[:-1]), lines[-1]):
        kept = line.lstrip("\t")
        if kept:
            pieces.append(Piece(size, at + len(line) - len(kept), len(kept)))
        parts.append(kept)
        at, size = at + len(line), size + len(kept)
    return Folded("".join(parts), tuple(pieces) or (Piece(0, heredoc.body.start, 0),))
