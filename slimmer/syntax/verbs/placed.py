"""A shell script in its place: what verbs read of it, and what they hold their edits to."""

from __future__ import annotations

from functools import cached_property

from slimmer.records import dataclass, field
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Dockerfile, Instruction, ShellForm, shell_forms
from slimmer.syntax.shell import Script, walk
from slimmer.syntax.shell.nodes import AndOr, List, ListItem, Node
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.check import first_difference, flag_texts, reread
from slimmer.syntax.verbs.outline import Outline, comments_of, outline
from slimmer.text.edits import EditSet

_OPTIONS = ("-", "+")
"""What options of a shell begin with: `sh -c "-y a"` has an option y, and no command."""


@dataclass(frozen=True, eq=False)
class PlacedScript:
    """The script of an instruction in shell form, its place in the file, and the law that its edits are held to.

    Attributes:
        instruction: the top-level instruction (an ONBUILD for the script inside it).
        form: what the shell is given.
        script: its tree; nodes handed to the verbs must be of this tree.
    """

    tree: Dockerfile = field(repr=False)
    instruction: Instruction
    form: ShellForm
    script: Script
    _pure: dict[int, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def _marked(self) -> tuple[Outline, dict[int, tuple[int, int]]]:
        marks: dict[int, tuple[int, int]] = {}
        return outline(self.script.text, self.script, marks), marks

    @property
    def _outline(self) -> Outline:
        return self._marked[0]

    @property
    def _marks(self) -> dict[int, tuple[int, int]]:
        """The slice of the outline each node takes."""
        return self._marked[1]

    @property
    def text(self) -> str:
        """The whole file's text."""
        return self.tree.source.text

    @property
    def is_heredoc_script(self) -> bool:
        """Whether the script is a here-document's body, where joins are the shell's and comments stay."""
        heredocs = self.instruction.heredocs
        return bool(heredocs) and self.form.start >= heredocs[0].body.start

    @property
    def join(self) -> str:
        """The character that joins the script's lines: within a here-document the joins are the shell's."""
        return "\\" if self.is_heredoc_script else self.tree.escape

    def span(self, node: Node) -> Span:
        """Where a node of the script stands in the file."""
        folded = self.form.folded
        return Span(folded.start_of(node.start), folded.end_of(node.end))

    def checked(self, edits: EditSet, expected: Outline) -> Answer:
        """The edits, when the instruction then reads as `expected` and else as before."""
        again = reread(self.tree, self.instruction, edits)
        if isinstance(again, No):
            return again
        if flag_texts(again) != flag_texts(self.instruction) or len(again.heredocs) != len(self.instruction.heredocs):
            return No("the edit would be read as part of something else")
        forms = list(shell_forms(again))
        script = forms[0].script(self.script.dialect) if len(forms) == 1 else None
        if not isinstance(script, Script):
            return No("the shell would not read the result")
        if script.text[:1] in _OPTIONS and self.script.text[:1] not in _OPTIONS:
            return No("a shell that is given the result by -c would take it for its own options")
        found = outline(script.text, script)
        if found != expected:
            return No(f"the shell would read the result otherwise: {first_difference(expected, found)}")
        if comments_of(script) != comments_of(self.script):
            return No("a comment of the script would be lost or made")
        return edits

    @cached_property
    def holders(self) -> dict[int, tuple[List, ListItem, int]]:
        """By each command's `id`, but those in substitutions: its list, its item and its pipeline's number there."""
        found: dict[int, tuple[List, ListItem, int]] = {}
        bodies = (node for node in walk(self.script, substitutions=False) if isinstance(node, List))
        for body in bodies:
            for item in body.items:
                for index, pipeline in enumerate(item.and_or.pipelines):
                    found |= dict.fromkeys(map(id, pipeline.commands), (body, item, index))
        return found

    def is_pure(self, chain: AndOr) -> bool:
        """Whether a list holds no `||`: found once for all that is put into it or taken out."""
        if id(chain) not in self._pure:
            self._pure[id(chain)] = all(operator.text == "&&" for operator in chain.operators)
        return self._pure[id(chain)]

    def outline_around(self, node: Node) -> tuple[Outline, Outline, Outline]:
        """The outline before, of and after `node`."""
        begin, end = self._marks[id(node)]
        return self._outline[:begin], self._outline[begin:end], self._outline[end:]

    def grown_before(self, node: Node, lines: Outline) -> Outline:
        """The outline with `lines` before those of `node`."""
        at = self._marks[id(node)][0]
        return [*self._outline[:at], *lines, *self._outline[at:]]

    def grown_behind(self, node: Node, lines: Outline) -> Outline:
        """The outline with `lines` behind those of `node`."""
        at = self._marks[id(node)][1]
        return [*self._outline[:at], *lines, *self._outline[at:]]

    def replaced(self, node: Node, lines: Outline) -> Outline:
        """The outline with `lines` in place of those of `node`."""
        before, _, after = self.outline_around(node)
        return [*before, *lines, *after]

    def outline_of(self, node: Node) -> Outline:
        """The outline of `node` alone."""
        begin, end = self._marks[id(node)]
        return self._outline[begin:end]

    def crosses(self, span: Span) -> bool:
        """Whether a line of the file ends there."""
        return "\n" in self.text[span.start : span.end]

    def holds_comment(self, span: Span) -> bool:
        """Whether a comment of the file's or of the script's begins there."""
        inside = any(span.start <= each.start < span.end for each in self.instruction.comments)
        return inside or any(
            span.start <= self.form.folded.start_of(each.start) < span.end for each in self.script.comments
        )
