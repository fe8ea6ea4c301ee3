from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.analysis.javascript.tokens import Kind, tokens


def strings(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.kind is Kind.STRING]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'a' + \"b\"", ["a", "b"]),
        (r"'it\'s' + '\x41\u0042\u{43}\n'", ["it's", "ABC\n"]),
        ("'a\\\nb'", ["ab"]),
        ("`x` + `y`", ["x", "y"]),
        ("`a${'in'}b`", ["in"]),
        ("`a${ `b${'in'}` + '}' }c` + 'out'", ["in", "}", "out"]),
        ("// 'no'\n'yes'", ["yes"]),
        ("/* 'no'\n */ 'yes'", ["yes"]),
        ("#!/usr/bin/env node 'no'\n'yes'", ["yes"]),
        ("x = /'/g; 'yes'", ["yes"]),
        ("x = /[/']/; 'yes'", ["yes"]),
        ("a / b; 'yes' / c", ["yes"]),
        ("f(a) / 'yes' / b", ["yes"]),
        ("if (a) /'no'/.test(b)", []),
        ("return /'no'/", []),
        ("x = {} / 'yes' / 2", ["yes"]),
        ("function f() {} /'no'/.test(b)", []),
        ("i.return / 'yes' / 2", ["yes"]),
        ("<p>don't</p>\n'yes'", ["yes"]),
        ("<br/> 'yes' <br/>", ["yes"]),
        ("'not closed\n'yes'", ["yes"]),
        ("`not closed 'yes'", ["yes"]),
        ("/* not closed 'yes'", ["yes"]),
        ("a => { } \n 'yes'", ["yes"]),
        ("", []),
    ],
)
def test_strings(text: str, expected: list[str]) -> None:
    assert strings(text) == expected


@given(st.text(alphabet="'\"`/\\*$ {}()[]\n<>aif=.1", max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    found = list(tokens(text))
    assert len(found) <= len(text)


HOSTILE = ["/*", '\\"', "`${", "/[", "'\\", "`\\", '"', "(/", "=/a", "\\", "<!--", "}", "{`"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    def took(count: int) -> float:
        text = piece * count + "}" * count
        best = 1e9
        for _ in range(2):
            start = time.process_time()
            for _ in tokens(text):
                pass
            best = min(best, time.process_time() - start)
        return best

    assert took(10_000) < 40 * took(1_000) + 0.05
