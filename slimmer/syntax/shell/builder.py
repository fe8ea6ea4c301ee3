"""Making nodes: one function for each rule of `grammars/shell.lark`, given the rule's children."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from slimmer.records import replace
from slimmer.syntax.lalr import Action
from slimmer.syntax.shell.compounds import (
    Branch,
    Case,
    CaseItem,
    Coprocess,
    For,
    ForArith,
    FunctionDef,
    Group,
    If,
    Loop,
    Select,
    Subshell,
    TestCommand,
)
from slimmer.syntax.shell.modes import tables
from slimmer.syntax.shell.nodes import (
    AndOr,
    Assignment,
    Compound,
    Dialect,
    List,
    ListItem,
    Pipeline,
    Redirect,
    ShellSyntaxError,
    SimpleCommand,
    Token,
)
from slimmer.syntax.shell.words import Literal, Word

Children = list[Any]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").fullmatch
# POSIX 2.14, and `local`; dash refuses to define functions of these names.
_SPECIAL_BUILTINS = frozenset((
    ".", ":", "break", "continue", "eval", "exec", "exit", "export", "local", "readonly", "return", "set", "shift",
    "times", "trap", "unset",
))  # fmt: skip


def _script(children: Children) -> List | None:
    body = children[0]
    return body if isinstance(body, List) else None


def _enclosed(children: Children) -> tuple[List | None, Token]:
    return (children[0] if len(children) == 2 else None), children[-1]


def _list(children: Children) -> List:
    parts = children[0]
    if len(children) == 2:
        parts.append(children[1])
    else:
        parts.append(None)
    items = []
    for and_or, separator in zip(parts[::2], parts[1::2], strict=True):
        end = and_or.end if separator is None else separator.end
        items.append(ListItem(and_or.start, end, and_or, separator))
    return List(items[0].start, items[-1].end, tuple(items))


def _and_or(children: Children) -> AndOr:
    chain = children[0]
    first = chain[0]
    if len(chain) == 1:
        return AndOr(first.start, first.end, (first,))
    return AndOr(first.start, chain[-1].end, tuple(chain[::2]), tuple(chain[1::2]))


def _pipeline(children: Children) -> Pipeline:
    chain = children[0]
    first = chain[0]
    if len(chain) == 1:
        return Pipeline(first.start, first.end, (first,))
    return Pipeline(first.start, chain[-1].end, tuple(chain[::2]), tuple(chain[1::2]))


def _marked_pipeline(children: Children) -> Pipeline:
    marks, chain = children
    return Pipeline(marks[0].start, chain[-1].end, tuple(chain[::2]), tuple(chain[1::2]), tuple(marks))


def _bare_pipeline(children: Children) -> Pipeline:
    marks = children[0]
    return Pipeline(marks[0].start, marks[-1].end, (), (), tuple(marks))


def _simple_command(children: Children) -> SimpleCommand:
    items = children[0] if len(children) == 1 else children[0] + children[1]
    start, end = items[0].start, items[-1].end
    words = tuple([item for item in items if item.__class__ is Word])
    if len(words) == len(items):
        return SimpleCommand(start, end, (), words)
    assignments = tuple([item for item in items if item.__class__ is Assignment])
    redirects = tuple([item for item in items if item.__class__ is Redirect])
    return SimpleCommand(start, end, assignments, words, redirects)


def _redirected(children: Children) -> Compound:
    command, redirects = children
    made: Compound = replace(command, end=redirects[-1].end, redirects=tuple(redirects))
    return made


def _flat(children: Children) -> Iterator[Any]:
    for child in children:
        if child.__class__ is list:
            yield from _flat(child)
        else:
            yield child


def _sorted(children: Children) -> tuple[tuple[Token, ...], list[Any]]:
    """The tokens among the children, newlines left out, and the other nodes."""
    flat = list(_flat(children))
    tokens = tuple(child for child in flat if isinstance(child, Token) and child.text != "\n")
    return tokens, [child for child in flat if not isinstance(child, Token)]


def _subshell(children: Children) -> Subshell:
    opening, body, close = children
    return Subshell(opening.start, close.end, (opening, close), (), body)


def _group(children: Children) -> Group:
    opening, body, close = children
    return Group(opening.start, close.end, (opening, close), (), body)


def _if_clause(children: Children) -> If:
    flat = list(_flat(children))
    first, last = flat[0], flat[-1]
    branches, at = [], 0
    while flat[at].text in {"if", "elif"}:
        keyword, condition, then, body = flat[at : at + 4]
        branches.append(Branch(keyword.start, body.end, (keyword, then), condition, body))
        at += 4
    otherwise = flat[at + 1] if flat[at].text == "else" else None
    tokens = (last,) if otherwise is None else (flat[at], last)
    return If(first.start, last.end, tokens, (), tuple(branches), otherwise)


def _loop(children: Children) -> Loop:
    keyword, condition, do, body, done = children
    return Loop(keyword.start, done.end, (keyword, do, done), (), condition, body, keyword.text == "until")


def _for_clause(children: Children) -> For:
    tokens, nodes = _sorted(children)
    name, *values, body = nodes
    known = tuple(values) if any(token.text == "in" for token in tokens) else None
    kind = Select if tokens[0].text == "select" else For
    return kind(tokens[0].start, tokens[-1].end, tokens, (), name, known, body)


def _posix_for_clause(children: Children) -> For:
    made = _for_clause(children)
    if not _is_name(made.name):
        raise ShellSyntaxError("bad loop variable", made.name.start)
    if made.tokens[-1].text == "}":
        raise ShellSyntaxError("a for loop needs do and done", made.tokens[-2].start)
    return made


def _for_arithmetic(children: Children) -> ForArith:
    keyword, (parens, header), *rest = children
    tokens, nodes = _sorted(rest)
    return ForArith(keyword.start, tokens[-1].end, (keyword, *parens, *tokens), (), header, nodes[0])


def _case_clause(children: Children) -> Case:
    tokens, nodes = _sorted(children)
    return Case(tokens[0].start, tokens[-1].end, tokens, (), nodes[0], tuple(nodes[1:]))


def _case_item(children: Children) -> CaseItem:
    flat = list(_flat(children))
    tokens, nodes = _sorted(children)
    patterns = tuple(node for node in nodes if isinstance(node, Word))
    body = nodes[-1] if isinstance(nodes[-1], List) else None
    terminator = tokens[-1] if tokens[-1].text != ")" else None
    kept = tokens if terminator is None else tokens[:-1]
    return CaseItem(flat[0].start, flat[-1].end, kept, patterns, body, terminator)


def _condition(children: Children) -> TestCommand:
    tokens, words = _sorted(children)
    return TestCommand(tokens[0].start, tokens[-1].end, tokens, (), tuple(words))


def _is_name(word: Word) -> bool:
    plain = all(isinstance(part, Literal) or not getattr(part, "value", "x") for part in word.parts)
    return plain and _NAME(word.literal or "") is not None


def _function(children: Children) -> FunctionDef:
    *head, body = children
    tokens, nodes = _sorted(head)
    return FunctionDef(head[0].start, body.end, tokens, nodes[0], body)


def _bash_function(children: Children) -> FunctionDef:
    body = children[-1]
    if not isinstance(body, Compound):
        raise ShellSyntaxError("the body of a function must be a compound command", body.start)
    return _function(children)


def _posix_function(children: Children) -> FunctionDef:
    made = _function(children)
    if not _is_name(made.name) or made.name.literal in _SPECIAL_BUILTINS:
        raise ShellSyntaxError("bad function name", made.name.start)
    return made


def _coprocess(children: Children) -> Coprocess:
    keyword, *name, body = children
    return Coprocess(keyword.start, body.end, (keyword,), name[0] if name else None, body)


_ACTIONS: dict[str, Action] = {
    "script": _script, "enclosed": _enclosed, "list": _list, "and_or": _and_or, "pipeline": _pipeline,
    "marked_pipeline": _marked_pipeline, "bare_pipeline": _bare_pipeline, "simple_command": _simple_command,
    "redirected": _redirected, "subshell": _subshell, "group": _group, "if_clause": _if_clause, "loop": _loop,
    "for_clause": _for_clause, "select_clause": _for_clause, "for_arithmetic": _for_arithmetic,
    "case_clause": _case_clause, "case_item": _case_item, "last_item": _case_item, "condition": _condition,
    "function_definition": _bash_function, "keyword_function": _function, "coprocess": _coprocess,
}  # fmt: skip


@cache
def actions_for(dialect: Dialect) -> list[Action | None]:
    """The actions by rule index."""
    if dialect is Dialect.BASH:
        return tables().actions(_ACTIONS)
    posix = {"function_definition": _posix_function, "for_clause": _posix_for_clause}
    return tables().actions({**_ACTIONS, **posix})
