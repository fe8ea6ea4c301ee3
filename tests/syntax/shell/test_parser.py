"""What the parser promises beyond accept and reject: values, dialects, here-documents, limits, speed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest

from slimmer.syntax.shell import Dialect, Script, ShellSyntaxError, parse_shell, walk
from slimmer.syntax.shell.compounds import Subshell
from slimmer.syntax.shell.dump import dump
from slimmer.syntax.shell.nodes import AndOr, HereDoc, Node, Pipeline, Redirect, SimpleCommand, Token
from slimmer.syntax.shell.words import Backquoted, CommandSubstitution, Parameter, Word

BASH, POSIX = Dialect.BASH, Dialect.POSIX
CHAIN = (
    "apt-get update && apt-get install -y --no-install-recommends curl ca-certificates && rm -rf /var/lib/apt/lists/*"
)


def first_word(text: str, dialect: Dialect = BASH) -> Word:
    """The argument in `x argument`."""
    words = [node for node in walk(parse_shell(f"x {text}", dialect)) if isinstance(node, Word)]
    return words[1]


def kinds(script: Script) -> list[str]:
    return [type(node).__name__ for node in walk(script)]


def found(script: Script, kind: type[Node]) -> list[str]:
    return [script.text[node.start : node.end] for node in walk(script) if isinstance(node, kind)]


@pytest.mark.parametrize(
    ("raw", "literal"),
    [
        ("plain", "plain"),
        ("--flag=value", "--flag=value"),
        ("'a b'\"c d\"e\\ f", "a bc de f"),
        ('"a\\"b\\c\\$d"', 'a"b\\c$d'),
        ("a\\\nb", "ab"),
        ('""', ""),
        ("{}", "{}"),
        ("[", "["),
        ("a#b", "a#b"),
        ("1.2~rc1", "1.2~rc1"),
        ("$", "$"),
        ("é\u2028\x85", "é\u2028\x85"),
        ("$'\\t\\x41\\u00e9\\101\\''", "\tAéA'"),
        ("$x", None),
        ('"$(a)"', None),
        ("*.deb", None),
        ("a?", None),
        ("[ab]", None),
        ("{a,b}", None),
        ("a{1..3}", None),
        ("~/x", None),
        ("PATH=/a:~/b", None),
        ("'*'", "*"),
        ("'~'", "~"),
        ('"{a,b}"', "{a,b}"),
    ],
)
def test_the_literal_value_of_a_word(raw: str, literal: str | None) -> None:
    assert first_word(raw).literal == literal


def test_what_only_bash_expands_is_literal_for_dash() -> None:
    assert first_word("{a,b}", POSIX).literal == "{a,b}"
    assert first_word("$'a\\n'", POSIX).literal == "$a\\n"


def test_flags_of_a_word() -> None:
    assert first_word("a*").has_glob
    assert first_word("{a,b}").has_brace
    assert not first_word("'a*'{}").has_glob
    assert not first_word("'a*'{}").has_brace


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("${a}", ("a", "", "", "")),
        ("${a:-b}", ("a", "", ":-", "")),
        ("${a%%.*}", ("a", "", "%%", "")),
        ("${#a}", ("a", "#", "", "")),
        ("${!a}", ("a", "!", "", "")),
        ("${a[0]//b/c}", ("a", "", "//", "[0]")),
        ("${#}", ("#", "", "", "")),
        ("${@:2}", ("@", "", ":", "")),
    ],
)
def test_the_pieces_of_a_parameter(raw: str, expected: tuple[str, str, str, str]) -> None:
    [parameter] = [node for node in walk(first_word(raw)) if isinstance(node, Parameter)]
    assert (parameter.name, parameter.prefix, parameter.operator, parameter.index) == expected


def test_a_reserved_word_counts_only_where_a_command_begins() -> None:
    script = parse_shell("mix do x; echo esac }; for in in in; do y; done")
    assert found(script, SimpleCommand) == ["mix do x", "echo esac }", "y"]


def test_bash_words_are_plain_words_for_dash() -> None:
    assert "TestCommand" in kinds(parse_shell("[[ a ]]", BASH))
    assert found(parse_shell("[[ a ]]", POSIX), SimpleCommand) == ["[[ a ]]"]
    assert "ArithCommand" in kinds(parse_shell("((a))", BASH))
    assert len(found(parse_shell("((a))", POSIX), Subshell)) == 2
    assert found(parse_shell("a &>b", BASH), Redirect) == ["&>b"]
    assert found(parse_shell("a &>b", POSIX), AndOr) == ["a", ">b"]


def test_operators_have_spans() -> None:
    script = parse_shell("a && b || c | d ; ! e &")
    assert script.body is not None
    first, second = script.body.items
    assert [operator.text for operator in first.and_or.operators] == ["&&", "||"]
    assert first.separator is not None
    assert (first.separator.text, first.separator.start) == (";", 16)
    assert second.and_or.pipelines[0].negated
    assert second.separator is not None
    assert second.separator.text == "&"


def test_a_time_mark_is_no_command() -> None:
    [pipeline] = [node for node in walk(parse_shell("time -p a | b")) if isinstance(node, Pipeline)]
    assert pipeline.timed
    assert not pipeline.negated
    assert len(pipeline.commands) == 2


def test_comments_at_any_depth_are_recorded_in_order() -> None:
    script = parse_shell("a # 1\n$(b # 2\n) `c # 3`\nx=( # 4\n) # 5\necho a#b '#' \\# \"# $(d # 6\n)\"")
    comments = [script.text[comment.start : comment.end] for comment in script.comments]
    assert comments == ["# 1", "# 2", "# 3", "# 4", "# 5", "# 6"]


def test_comments_of_a_text_read_twice_are_recorded_once() -> None:
    script = parse_shell("echo $((a $(b # c\n)); d) # e")
    assert [script.text[comment.start : comment.end] for comment in script.comments] == ["# c", "# e"]


@pytest.mark.parametrize("dialect", Dialect)
def test_here_documents_find_their_redirections(dialect: Dialect) -> None:
    text = "cat <<A <<-'B' && c $(d <<C\nin c\nC\n)\n$x\nA\n\t$y\n\tB\ne\n"
    script = parse_shell(text, dialect)
    bodies = {node.delimiter: text[node.start : node.body_end] for node in walk(script) if isinstance(node, HereDoc)}
    assert bodies == {"A": "$x\n", "B": "\t$y\n", "C": "in c\n"}
    assert [node.name for node in walk(script) if isinstance(node, Parameter)] == ["x"]
    assert found(script, SimpleCommand)[-1] == "e"


def test_a_here_document_without_end_runs_to_the_end() -> None:
    [document] = [node for node in walk(parse_shell("cat <<A\nb")) if isinstance(node, HereDoc)]
    assert (document.start, document.body_end, document.terminator) == (8, 9, None)


def test_bash_leaves_errors_in_backquotes_and_here_documents_for_later() -> None:
    [backquoted] = [node for node in walk(parse_shell("`if`")) if isinstance(node, Backquoted)]
    [document] = [node for node in walk(parse_shell("cat <<A\n$(\nA\n")) if isinstance(node, HereDoc)]
    assert backquoted.body is None
    assert document.parts is None
    for text in ("`if`", "cat <<A\n$(\nA\n"):
        with pytest.raises(ShellSyntaxError):
            parse_shell(text, POSIX)


def test_spans_within_escaped_backquotes_point_at_the_text_as_written() -> None:
    script = parse_shell(r"`a \`b c\`` d")
    inner = [node for node in walk(script) if isinstance(node, Word) and node.literal == "c"]
    assert [(word.start, word.end) for word in inner] == [(7, 8)]


def test_a_join_in_an_operator_is_read_and_spans_stay_those_of_the_text() -> None:
    script = parse_shell("a &\\\n& b")
    assert found(script, SimpleCommand) == ["a", "b"]
    operators = [node for node in walk(script, tokens=True) if isinstance(node, Token)]
    assert [(token.text, token.start, token.end) for token in operators] == [("&&", 2, 6)]


def test_walk_can_stay_out_of_substitutions() -> None:
    script = parse_shell('a "$(b)" `c` <(d)')
    assert found(script, SimpleCommand) == [script.text, "b", "c", "d"]
    outside = [node for node in walk(script, substitutions=False) if isinstance(node, SimpleCommand)]
    assert len(outside) == 1
    assert any(isinstance(node, CommandSubstitution) for node in walk(script, substitutions=False))


def test_nodes_are_frozen() -> None:
    word = first_word("a")
    with pytest.raises(FrozenInstanceError):
        word.start = 0  # type: ignore[misc]  # the mistake the test is about


def test_carriage_returns_are_ordinary_characters() -> None:
    assert first_word("a\r").literal == "a\r"


@pytest.mark.parametrize(
    ("text", "offset"), [("a && && b", 5), ("echo 'a", 5), ("if a; then b", 12), ("a )", 2), ("x >", 3), ("a |\n", 4)]
)
def test_an_error_says_where(text: str, offset: int) -> None:
    with pytest.raises(ShellSyntaxError) as caught:
        parse_shell(text)
    assert caught.value.offset == offset
    assert f"offset {offset}" in str(caught.value)


DEEP = ("(", "{ ", "$(", '"$(', "$((", "${a:-", "if ", "a=(", "((a;", "$(( (", '"`$(', "<(", "case a in b) ", "! (")


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("opening", DEEP)
def test_deep_nesting_is_an_ordinary_error(opening: str, dialect: Dialect) -> None:
    with pytest.raises(ShellSyntaxError):
        parse_shell(opening * 20_000, dialect)


def test_forty_nested_substitutions_are_read_however_deep_the_caller_is() -> None:
    def at_depth(frames: int) -> Script:
        return at_depth(frames - 1) if frames else parse_shell('"$(a ' * 40 + ')"' * 40)

    assert len(found(at_depth(150), SimpleCommand)) == 41


LONG = {
    "words": "a ",
    "lists": 'echo "x$y" && b\n',
    "pipes": "a|",
    "quotes": "'a'",
    "literals": "[$x{",
    "escapes": "\\a",
    "comments": "#x\n",
    "joins": "a \\\n",
    "subshells like arithmetic": "((a);(b))\n",
    "substitutions": "$(a) ",
    "backquotes": "`a` ",
    "open parentheses": "((a;",
    "here-documents": "cat <<E\nx\nE\n",
}


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_work_is_linear_in_the_length(unit: str) -> None:
    def work(length: int) -> int:
        return calls_made(unit * (length // len(unit)) + "a", refused=unit == "((a;")

    assert work(64_000) < 8 * work(8_000) * 1.1 + 200


def test_a_typical_run_takes_few_calls() -> None:
    calls_made(CHAIN)  # the first one loads tables
    words = len(found(parse_shell(CHAIN), Word))
    assert calls_made(CHAIN) < 60 * words


def calls_made(text: str, *, refused: bool = False) -> int:
    """How many functions are called to parse `text`: a measure of work that no other load on the machine changes."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse_shell(text)
    except ShellSyntaxError:
        assert refused
    finally:
        sys.setprofile(before)
    return made


def test_a_dump_shows_every_token() -> None:
    text = "if a; then (b) else { c; } fi >d"
    shown = dump(parse_shell(text))
    assert all(f"'{token}' " in shown for token in ("if", ";", "then", "(", ")", "else", "{", "}", "fi", ">"))


def test_importing_and_parsing_need_no_lark_once_tables_exist() -> None:
    parse_shell("a")  # the tables are in the cache from here on
    program = (
        "import sys; from slimmer.syntax.shell import parse_shell; parse_shell('a | b');"
        "assert 'lark' not in sys.modules, 'imported'"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
