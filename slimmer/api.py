"""What the author of a transform imports: this module, and nothing else of slimmer.

A transform is a class that `@transform` decorates; it reads a `View`, asks facts of it and answers with
`Rewrite.of(node, message, edits)` or `Refusal.of(node, reason)`.
"""

from __future__ import annotations

from slimmer.analysis.view import View, fact
from slimmer.passes.transform import Refusal, Rewrite, Safety, Transform, transform
from slimmer.syntax import nodes
from slimmer.syntax.lines import Span
from slimmer.syntax.nodes import Dockerfile, ExecForm, Instruction, Node, ShellForm, shell_forms
from slimmer.syntax.shell import Dialect, Script, ShellSyntaxError
from slimmer.text.edits import Edit, EditSet

__all__ = [
    "Dialect",
    "Dockerfile",
    "Edit",
    "EditSet",
    "ExecForm",
    "Instruction",
    "Node",
    "Refusal",
    "Rewrite",
    "Safety",
    "Script",
    "ShellForm",
    "ShellSyntaxError",
    "Span",
    "Transform",
    "View",
    "fact",
    "nodes",
    "shell_forms",
    "transform",
]
