"""Verbs on the shell script of one instruction."""

from __future__ import annotations

import re
from functools import cached_property

from slimmer.records import dataclass
from slimmer.syntax.nodes import Dockerfile, Instruction, shell_forms
from slimmer.syntax.shell import Dialect, ShellSyntaxError, walk
from slimmer.syntax.shell.compounds import Coprocess, For, FunctionDef, TestCommand
from slimmer.syntax.shell.nodes import AndOr, Node, SimpleCommand
from slimmer.syntax.shell.words import Word
from slimmer.syntax.verbs import appending, inserting
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.errexit import other_shell
from slimmer.syntax.verbs.fragments import LONG, grown_locally, only_words, single_command
from slimmer.syntax.verbs.items import reach, removed
from slimmer.syntax.verbs.outline import outline
from slimmer.syntax.verbs.placed import PlacedScript
from slimmer.syntax.verbs.style import REMARK, ends_in_comment, word_cut
from slimmer.text.edits import Edit, EditSet


@dataclass(frozen=True, eq=False)
class ShellSite(PlacedScript):
    """The script of an instruction in shell form, with the verbs that edit it."""

    @cached_property
    def _fixed(self) -> frozenset[int]:
        """Words whose number or look the shell's grammar fixes: names, operands of `[[ ]]`."""
        found: set[int] = set()
        for node in walk(self.script):
            if isinstance(node, (For, FunctionDef, Coprocess)):
                found.add(id(node.name))
            elif isinstance(node, TestCommand):
                found.update(map(id, node.words))
        return frozenset(found)

    @cached_property
    def _commands(self) -> dict[int, SimpleCommand]:
        """The simple command each word belongs to."""
        some = (node for node in walk(self.script) if isinstance(node, SimpleCommand))
        return {id(word): command for command in some for word in command.words}

    def with_after(self, word: Word, text: str) -> Answer:
        """Put the words `text` behind `word`: `--no-cache-dir` behind `install`."""
        words = only_words(text, self.script.dialect)
        if words is None:
            return No(f"{text!r} is not a plain list of words")
        if id(word) in self._fixed:
            return No("it is a name or an operand, not a word of a command")
        if len(self.script.text) > LONG:
            edits = grown_locally(self, self._commands.get(id(word)), word, text, words)
            if edits is not None:
                return edits
        at = self.form.folded.end_of(word.end)
        return self.checked(EditSet((Edit(at, at, f" {text}"),)), self.grown_behind(word, words))

    def with_before(self, word: Word, text: str) -> Answer:
        """Put the words `text` before `word`."""
        words = only_words(text, self.script.dialect)
        if words is None:
            return No(f"{text!r} is not a plain list of words")
        if id(word) in self._fixed:
            return No("it is a name or an operand, not a word of a command")
        at = self.form.folded.start_of(word.start)
        return self.checked(EditSet((Edit(at, at, f"{text} "),)), self.grown_before(word, words))

    def with_assignment(self, command: SimpleCommand, text: str) -> Answer:
        """Put the assignment `text`, such as `A=b`, in front of a command, for this command alone."""
        new = single_command(f"{text} :", self.script.dialect)
        if new is None or len(new.assignments) != 1 or len(new.words) != 1 or not command.words:
            return No(f"{text!r} is not one assignment in front of a command")
        first = min((*command.assignments, *command.words), key=lambda node: node.start)
        if any(each.start < first.start for each in command.redirects):
            return No("a redirection stands in front of the command")
        at = self.form.folded.start_of(first.start)
        lines = outline(f"{text} :", new.assignments[0])
        return self.checked(EditSet((Edit(at, at, f"{text} "),)), self.grown_before(first, lines))

    def with_next(self, word: Word, text: str) -> Answer:
        """Put the words `text` behind `word`, each on a line of its own where `word` begins one."""
        words = only_words(text, self.script.dialect)
        if words is None:
            return No(f"{text!r} is not a plain list of words")
        if id(word) in self._fixed:
            return No("it is a name or an operand, not a word of a command")
        span = self.span(word)
        if ends_in_comment(self.text, span.end):
            return No(REMARK)
        margin = self.text[self.text.rfind("\n", 0, span.start) + 1 : span.start]
        begins = not margin.strip(" \t") and span.start > self.instruction.start
        gap = f" {self.join}{self.tree.newline}{margin}" if begins else " "
        edits = EditSet((Edit(span.end, span.end, gap + gap.join(text.split(" "))),))
        return self.checked(edits, self.grown_behind(word, words))

    def with_word(self, word: Word, text: str) -> Answer:
        """Write the word `text` in place of `word`."""
        words = only_words(text, self.script.dialect, most=1)
        if words is None:
            return No(f"{text!r} is not one word")
        if id(word) in self._fixed and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text):
            return No("it is a name or an operand, not a word of a command")
        span = self.span(word)
        if self.crosses(span):
            return No("the word goes on over a line's end")
        return self.checked(EditSet((Edit(*span, text),)), self.replaced(word, words))

    def without(self, word: Word) -> Answer:
        """Take `word` out, with its line where it stands alone on it."""
        span = self.span(word)
        if self.crosses(span):
            return No("the word goes on over a line's end")
        if id(word) in self._fixed:
            return No("it is a name or an operand, not a word of a command")
        cut = word_cut(self, word, span)
        return cut if isinstance(cut, No) else self.checked(EditSet((Edit(*cut, ""),)), self.replaced(word, []))

    def with_command(self, command: Node, text: str) -> Answer:
        """Write the simple command `text` in place of `command`, over line ends too when no comment lies between."""
        new = single_command(text, self.script.dialect)
        if new is None:
            return No(f"{text!r} is not one simple command")
        span = self.span(command)
        if self.holds_comment(span):
            return No("a comment stands inside the command")
        return self.checked(EditSet((Edit(*span, text),)), self.replaced(command, outline(text, new)))

    def without_link(self, chain: Node, index: int) -> Answer:
        """Take command `index` out of a chain of `&&` together with the operator beside it."""
        return appending.without_link(self, chain, index)

    def with_behind(self, node: Node, command: str) -> Answer:
        """Run `command` right behind the pipeline that `node` is or lies in, when that went well."""
        return inserting.inserted_behind(self, node, command)

    def without_command(self, command: Node) -> Answer:
        """Take `command` out of the chain of `&&` it is a member of; with its instruction where it is all of it."""
        held = self.holders.get(id(command))
        some = (node for node in walk(self.script) if isinstance(node, AndOr)) if held is None else (held[1].and_or,)
        places = (
            (node, index)
            for node in some
            for index in (range(len(node.pipelines)) if held is None else (held[2],))
            if command in node.pipelines[index].commands
        )
        for node, index in places:
            pipeline = node.pipelines[index]
            if len(pipeline.commands) == 1 and not pipeline.marks:
                alone = len(node.pipelines) == 1
                return self._without_instruction(node) if alone else self.without_link(node, index)
        return No("the command is part of something larger")

    def _without_instruction(self, chain: AndOr) -> Answer:
        body = self.script.body
        if body is None or len(body.items) > 1 or body.items[0].and_or is not chain or self.script.comments:
            return No("the command stands alone, but is not all of the script")
        if self.instruction.comments or reach(self.tree, self.instruction)[0] < self.tree.index(self.instruction):
            return No("a comment stands above it or inside it")
        return removed(self.tree, self.instruction)

    def with_appended(self, command: str) -> Answer:
        """Run `command` at the end, when all before it went well, and fail as before when not."""
        return appending.appended(self, command)


_PLAIN_SHEBANGS = frozenset(
    f"#!{path}" for path in ("/bin/sh", "/bin/bash", "/bin/dash", "/bin/ash", "/usr/bin/bash", "/usr/bin/env bash")
)
"""First lines with which a here-document is run by a Bourne shell, without options (`-e` would end it early)."""


def shell_site(tree: Dockerfile, instruction: Instruction, dialect: Dialect = Dialect.BASH) -> ShellSite | No:
    """The site of an instruction's script (that inside an ONBUILD too), or why there is none."""
    instruction = tree.outer_of.get(id(instruction), instruction)
    form = next(shell_forms(instruction), None)
    if form is None:
        return No("there is no shell script here")
    if form.shebang is not None and form.shebang not in _PLAIN_SHEBANGS:
        return No(f"the script is run by its own interpreter: {form.shebang}")
    if (program := other_shell(tree, instruction)) is not None:
        return No(f"SHELL gives the script to {program}, which is no Bourne shell")
    script = form.script(dialect)
    if isinstance(script, ShellSyntaxError):
        return No(f"the shell script cannot be read: {script.message}")
    return ShellSite(tree, instruction, form, script)
