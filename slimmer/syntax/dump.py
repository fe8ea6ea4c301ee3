"""A tree as indented text, for golden files and for people: one line a node, with its span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slimmer.syntax import nodes, shell
from slimmer.syntax.lines import Folded, Span
from slimmer.syntax.nodes import Dockerfile, ExecForm, Instruction, Item, ShellForm, Token
from slimmer.syntax.shell.dump import dump as dump_script
from slimmer.syntax.shell.nodes import HereDoc


def dump(tree: Dockerfile, *, with_shell: bool = False) -> str:
    """The items of a tree; spans are in code points of the file, lines count from 1.

    Args:
        tree: what to print.
        with_shell: also the syntax tree of each shell form, its spans in the file, too.
    """
    lines = [f"Dockerfile {_span(0, len(tree.source.text))} escape={tree.escape!r}"]
    for item in tree.items:
        lines += ("  " + line for line in _item(tree, item, with_shell=with_shell))
    lines += (f"  problem line {problem.line}: {problem.message}" for problem in tree.problems)
    return "\n".join(lines) + "\n"


def _span(start: int, end: int) -> str:
    return f"{start}..{end}"


def _at(span: Span | nodes.Node) -> str:
    return _span(span.start, span.end)


def _item(tree: Dockerfile, item: Item, *, with_shell: bool) -> Iterator[str]:
    if isinstance(item, Instruction):
        yield from _instruction(item, with_shell=with_shell)
    elif isinstance(item, nodes.Directive):
        yield f"Directive {_at(item)} {item.name}={item.value!r}"
    else:
        yield f"{type(item).__name__} {_at(item)} {tree.source.text[item.start : item.end]!r}"


def _instruction(item: Instruction, *, with_shell: bool) -> Iterator[str]:
    first, last = item.lines
    where = f"line {first}" if first == last else f"lines {first}-{last}"
    yield f"{type(item).__name__} {_at(item)} {where}"
    for line in _inside(item, with_shell=with_shell):
        yield "  " + line


def _inside(item: Instruction, *, with_shell: bool) -> Iterator[str]:
    yield _token("keyword", item.keyword)
    for flag in item.flags:
        yield f"flag {_at(flag)} {flag.text!r} name={flag.name!r} value={flag.value!r}"
    yield from _arguments(item, with_shell=with_shell)
    for heredoc in item.heredocs:
        marks = " ".join(word for word, said in (("expand", heredoc.expand), ("chomp", heredoc.chomp)) if said)
        head = f"heredoc {_at(heredoc)} name={heredoc.name!r} fd={heredoc.fd} {marks}".rstrip(" ")
        yield f"{head} body {_at(heredoc.body)} {heredoc.content!r}"
    for comment in item.comments:
        yield f"comment {_at(comment)}"
    for blank in item.blanks:
        yield f"blank {_at(blank)}"
    if item.problem is not None:
        yield f"problem {item.problem}"


def _arguments(item: Instruction, *, with_shell: bool) -> Iterator[str]:
    match item:
        case nodes.Onbuild():
            yield from _instruction(item.inner, with_shell=with_shell) if item.inner else ()
        case nodes.CommandInstruction():
            yield from _command(item.command, with_shell=with_shell)
        case nodes.Healthcheck():
            yield from _tokens("kind", (item.kind,))
            yield from _command(item.command, with_shell=with_shell)
        case nodes.WordsInstruction():
            yield from _tokens("word", item.words)
            yield from _command(item.exec_form, with_shell=with_shell)
        case nodes.PairsInstruction():
            for pair in item.pairs:
                yield f"pair {_at(pair)} separator={pair.separator!r}"
                yield "  " + _token("key", pair.key)
                yield from ("  " + line for line in _tokens("value", (pair.value,)))
        case nodes.TextInstruction():
            yield from _tokens("value", (item.value,))


def _tokens(what: str, tokens: Iterable[Token | None]) -> Iterator[str]:
    return (_token(what, token) for token in tokens if token is not None)


def _token(what: str, token: Token) -> str:
    return f"{what} {_at(token)} {token.text!r}"


def _command(command: ShellForm | ExecForm | None, *, with_shell: bool) -> Iterator[str]:
    if isinstance(command, ExecForm):
        yield f"exec {_at(command)}"
        for token, word in zip(command.tokens, command.words, strict=True):
            yield f"  {_token('member', token)} is {word!r}"
    elif command is not None:
        made_of = " ".join(_at(span) for span in command.folded.ranges(0, len(command.text)))
        pieces = f" of {made_of}" if " " in made_of else ""
        shebang = f" shebang={command.shebang!r}" if command.shebang else ""
        yield f"shell {_at(command)}{shebang} {command.text!r}{pieces}"
        if with_shell:
            yield from ("  " + line for line in _script(command))


def _script(form: ShellForm) -> Iterator[str]:
    """The shell's tree, with the places its nodes have in the file."""
    try:
        script = shell.parse_shell(form.text, shell.Dialect.BASH)
    except shell.ShellSyntaxError as error:
        yield f"no script: {error.message} at {form.folded.start_of(error.offset)}"
        return
    _place(script, form.folded)
    yield from dump_script(script).removesuffix("\n").split("\n")


def _place(script: shell.Script, folded: Folded) -> None:
    """Give all nodes the spans they have in the file; nobody else knows this tree, so frozen nodes may change."""
    for node in (*shell.walk(script, tokens=True), *script.comments):
        start, end = folded.start_of(node.start), folded.end_of(node.end)
        object.__setattr__(node, "start", start)
        object.__setattr__(node, "end", max(start, end))
        if isinstance(node, HereDoc):
            object.__setattr__(node, "body_end", folded.end_of(node.body_end))
