"""The grammar as a whole: no rule may depend on how Lark resolves a conflict."""

from __future__ import annotations

import logging
from importlib import resources

import lark
import pytest


def test_the_grammar_is_lalr_without_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    grammar = resources.files("slimmer.grammars").joinpath("shell.lark").read_text("utf-8")
    with caplog.at_level(logging.DEBUG, logger=lark.logger.name):
        lark.Lark(grammar, parser="lalr", lexer="basic", start=["script", "enclosed"], debug=True)
    assert not [record for record in caplog.records if "conflict" in record.getMessage().lower()]


def test_a_conflict_would_be_seen(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger=lark.logger.name):
        lark.Lark('start: start "-" start | "a"', parser="lalr", lexer="basic", debug=True)
    assert "conflict" in caplog.text.lower()
