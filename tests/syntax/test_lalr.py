"""The LALR driver and its tables, on a small grammar of sums, calls and keywords."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import lark
import pytest

from slimmer.syntax import lalr, lalr_files
from slimmer.syntax.lalr import END, ParseError, Tables, TooDeepError
from slimmer.syntax.regex_lexer import Lexeme, RegexLexer

GRAMMAR = r"""
// start: start call
start: sum
sum: item | sum "+" item -> add
item: NAME | "if" NAME -> conditional | "(" sum ")" -> group
call: NAME (SPACE NAME COMMA?)* "!"?
NAME: /[a-z]+/
SPACE: " "
COMMA: ","
TAB: /\t/
%ignore TAB
%declare NEVER
"""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables.of(lalr_files.generate(GRAMMAR))


def run(tables: Tables, start: str, text: str, limit: int = 1000) -> Any:
    def show(name: str) -> lalr.Action:
        return lambda children: (name, *map(plain, children))

    def plain(child: Any) -> Any:
        return text[child.start : child.end] if isinstance(child, Lexeme) else child

    actions = tables.actions({name: show(name) for name in ("add", "conditional", "group", "call", "item")})
    return lalr.parse(tables, start, RegexLexer(tables).tokens(text), actions, limit)


def test_reductions_follow_the_grammar(tables: Tables) -> None:
    first = ("add", ("item", "a"), "+", ("item", "b"))
    assert run(tables, "start", "a+b+c") == ("add", first, "+", ("item", "c"))


def test_a_keyword_is_told_from_a_name_by_the_whole_match(tables: Tables) -> None:
    assert run(tables, "start", "ifx") == ("item", "ifx")


def test_a_keyword_counts_only_where_it_is_accepted(tables: Tables) -> None:
    assert run(tables, "call", "if if") == ("call", "if", [Lexeme("SPACE", 2, 3), Lexeme("NAME", 3, 5)])


def test_ignored_terminals_are_dropped(tables: Tables) -> None:
    assert run(tables, "start", "\ta\t\t+\tb\t") == ("add", ("item", "a"), "+", ("item", "b"))


def test_a_repetition_arrives_as_one_flat_list(tables: Tables) -> None:
    _, name, repeated, mark = run(tables, "call", "f a, b c!")
    assert (name, mark) == ("f", "!")
    assert " ".join(lexeme.name for lexeme in repeated) == "SPACE NAME COMMA SPACE NAME SPACE NAME"


def test_an_empty_repetition_is_absent(tables: Tables) -> None:
    assert run(tables, "call", "f") == ("call", "f")


def test_a_token_out_of_place_is_named_with_what_was_expected(tables: Tables) -> None:
    with pytest.raises(ParseError) as caught:
        run(tables, "start", "a+(b")
    assert caught.value.terminal == END
    assert caught.value.expected == {"PLUS", "RPAR"}


def test_text_no_terminal_matches_is_reported_by_offset(tables: Tables) -> None:
    with pytest.raises(ParseError) as caught:
        run(tables, "start", "a+?")
    assert (caught.value.terminal, caught.value.value) == ("", 2)


def test_nesting_beyond_the_limit_is_refused(tables: Tables) -> None:
    with pytest.raises(TooDeepError):
        run(tables, "start", "(" * 40 + "a" + ")" * 40, limit=30)


def test_deep_nesting_needs_no_stack(tables: Tables) -> None:
    assert run(tables, "start", "(" * 50_000 + "a" + ")" * 50_000, limit=200_000)[0] == "group"


def test_a_reduction_that_needs_no_look_ahead_does_not_ask_the_lexer(tables: Tables) -> None:
    asked: list[str] = []
    tokens = iter([("LPAR", "("), ("NAME", "a"), ("RPAR", ")"), (END, None)])

    def next_token(state: int) -> tuple[str, Any]:
        asked.append("".join(sorted(tables.accepts[state])))
        return next(tokens)

    actions = tables.actions(dict.fromkeys(("add", "conditional", "group", "call"), len))
    lalr.parse(tables, "start", next_token, actions)
    assert asked[-1] == "".join(sorted(("$END", "PLUS")))


def test_patterns_may_be_replaced_at_run_time(tables: Tables) -> None:
    lexer = RegexLexer(tables, {"NAME": "[0-9]+"})
    state = tables.starts["start"]
    assert lexer.tokens("12", 0, 2)(state) == ("NAME", Lexeme("NAME", 0, 2))
    with pytest.raises(ParseError):
        lexer.tokens("ab", 0, 2)(state)


def test_actions_must_name_rules(tables: Tables) -> None:
    with pytest.raises(KeyError, match="no such rule: sums"):
        tables.actions({"sums": len})


def test_a_rule_of_several_children_needs_an_action(tables: Tables) -> None:
    with pytest.raises(KeyError, match="no action for the rule"):
        tables.actions({})


def test_stored_tables_read_back_as_made() -> None:
    raw = lalr_files.generate(GRAMMAR)
    made, again = Tables.of(raw), Tables.of(json.loads(lalr_files.encode(raw)))
    states = range(len(raw["rows"]))
    assert len(states) > 5
    assert [again.rows[state] for state in states] == [made.rows[state] for state in states]
    assert [again.gotos[state] for state in states] == [made.gotos[state] for state in states]
    assert again.rules == made.rules
    assert again.terminals == made.terminals


def test_a_cached_table_is_used_and_a_damaged_one_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "deep" / "small.json"
    monkeypatch.setattr(lalr_files, "_cache_path", lambda _name, _grammar: file)
    monkeypatch.setattr(lalr_files, "shipped", _only_grammar)
    made = lalr_files.load("small")
    file.write_bytes(file.read_bytes().replace(b'"ignored":["TAB"]', b'"ignored":["TUB"]'))
    assert lalr_files.load("small")["ignored"] == ["TUB"]
    file.write_bytes(b"{")
    assert lalr_files.load("small") == made
    assert json.loads(file.read_bytes())["grammar"] == GRAMMAR
    assert [path.name for path in file.parent.iterdir()] == ["small.json"]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(lalr_files, "_cache_path", lambda _name, _grammar: tmp_path / "file" / "small.json")
    monkeypatch.setattr(lalr_files, "shipped", _only_grammar)
    assert lalr_files.load("small")["lark"] == lark.__version__


def test_a_shipped_table_of_another_grammar_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    stale = lalr_files.encode(lalr_files.generate(GRAMMAR.replace("%ignore TAB", "")))
    monkeypatch.setattr(lalr_files, "_cache_path", lambda _name, _grammar: None)
    files = {"small.lark": GRAMMAR.encode(), "small.tables": stale}
    monkeypatch.setattr(lalr_files, "shipped", lambda _package, name: files[name])
    assert lalr_files.load("small")["ignored"] == ["TAB"]


def _only_grammar(_package: str, name: str) -> bytes:
    if name.endswith(".tables"):
        raise FileNotFoundError(name)
    return GRAMMAR.encode()


def test_build_writes_a_table_beside_each_grammar(tmp_path: Path) -> None:
    (tmp_path / "small.lark").write_text(GRAMMAR)
    command = [sys.executable, "-m", "slimmer.syntax.lalr", "build", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"{tmp_path / 'small.tables'}\n"
    assert json.loads((tmp_path / "small.tables").read_bytes())["grammar"] == GRAMMAR


def test_lark_is_not_imported_where_tables_exist(tmp_path: Path) -> None:
    (tmp_path / "small.lark").write_text(GRAMMAR)
    lalr_files.build(tmp_path)
    program = (
        "import sys\n"
        "from slimmer import grammars\n"
        "grammars.__path__ = [sys.argv[1]]\n"
        "from slimmer.syntax import lalr\n"
        "assert lalr.load('small').starts.keys() == {'start', 'call'}\n"
        "assert not {'lark', 'platformdirs', 'hashlib', 'importlib.metadata'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)


def test_the_version_of_lark_is_found_without_importing_it() -> None:
    assert lalr_files._lark_version() == lark.__version__
    assert re.match(r"\d+\.\d+", lalr_files._lark_version())
