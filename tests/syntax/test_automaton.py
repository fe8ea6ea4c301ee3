import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.syntax.automaton import Automaton
from slimmer.syntax.grammar import _BYTES, _lexer, lexemes
from slimmer.syntax.lalr import END, ParseError, Tables, load, parse
from slimmer.syntax.lalr_files import generate
from slimmer.syntax.lines import GO_SPACE
from slimmer.syntax.regex_lexer import Lexeme, RegexLexer

_PIECES = (
    *(
        "RUN",
        "copy",
        "ENV",
        "ARG",
        "FROM",
        "USER",
        "HEALTHCHECK",
        "ONBUILD",
        "what",
        "NONE",
        "--a=b",
        '--x="c d"',
        "--",
    ),
    *(
        " ",
        "\t",
        "\xa0",
        "\udca0",
        "\u3000",
        "key=value",
        "a",
        '"b c"',
        "'d",
        "=",
        '["e"]',
        '["f", "g"]',
        "[",
        "\\",
        "\\ ",
        "`",
        "\n",
        "\r",
    ),
)


def by_the_driver(text: str, escape: str) -> list[Lexeme]:
    tables = load("dockerfile")
    found: list[Lexeme] = []
    next_token = _lexer(escape, GO_SPACE, _BYTES, False).tokens(text)

    def recorded(state: int) -> tuple[str, Lexeme]:
        name, lexeme = next_token(state)
        if name != END:
            found.append(lexeme)
        return name, lexeme

    parse(tables, "start", recorded, [lambda _children: None] * len(tables.rules))
    return found


@given(st.lists(st.sampled_from(_PIECES), min_size=1).map("".join), st.sampled_from("\\`"))
def test_finds_what_the_driver_finds(text: str, escape: str) -> None:
    try:
        expected = by_the_driver(text, escape)
    except ParseError:
        with pytest.raises(ParseError):
            lexemes(text, escape)
        return
    assert lexemes(text, escape) == expected


def test_a_text_that_ends_too_early_is_none() -> None:
    tables = Tables.of(generate('start: "a" "b"+ "c"'))
    automaton = Automaton(tables, "start", RegexLexer(tables))

    assert [(each.start, each.end) for each in automaton.lexemes("abbc")] == [(0, 1), (1, 2), (2, 3), (3, 4)]
    for text in ("ab", "abbcc", "ac", ""):
        with pytest.raises(ParseError):
            automaton.lexemes(text)
