from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slimmer.model.expansion import ExpansionError, expand
from slimmer.model.values import LONGEST, TOO_LONG, Certainty, Value

VARIABLES = {
    "A": Value.of("a/b/c.tar.gz"),
    "EMPTY": Value.of(""),
    "V": Value.default("1.2", "ARG V may be given to the build"),
    "U": Value.unknown("nobody knows"),
    "GLOB": Value.of("x*y*z"),
}


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("plain", "plain"),
        ("$A", "a/b/c.tar.gz"),
        ("${A}x", "a/b/c.tar.gzx"),
        ("'$A'", "$A"),
        ('"$EMPTY"', ""),
        (r"\$A", "$A"),
        (r'"\$A\x"', r"$A\x"),
        (r'"a\\"', "a\\"),
        ("$", "$"),
        ("$.", "$."),
        ("$1x", "x"),
        ("$@@", "@"),
        ("${NONE:-x}", "x"),
        ("${NONE-x}", "x"),
        ("${EMPTY-x}", ""),
        ("${EMPTY:-x}", "x"),
        ("${A:+x}", "x"),
        ("${EMPTY+x}", "x"),
        ("${EMPTY:+x}", ""),
        ("${NONE:-${EMPTY:-${A}}}", "a/b/c.tar.gz"),
        ("${A#*/}", "b/c.tar.gz"),
        ("${A##*/}", "c.tar.gz"),
        ("${A%.*}", "a/b/c.tar"),
        ("${A%%.*}", "a/b/c"),
        ("${A/b/x}", "a/x/c.tar.gz"),
        ("${A//./-}", "a/b/c-tar-gz"),
        (r"${GLOB/\*/-}", "x-y*z"),
        (r"${GLOB//\*/-}", "x-y-z"),
        ("${A//*/x}", "x"),
        ("${A//b/'<$0$1$$>'}", "a/<b$>/c.tar.gz"),
        ("${A/b/'<$0>'}", "a/<$0>/c.tar.gz"),
        (r"${GLOB#x\*}", "y*z"),
        ("${GLOB#'x*'}", "*y*z"),
        ("${A?gone}", "a/b/c.tar.gz"),
        ("<<EOF", "<<EOF"),
        ("trailing\\", "trailing"),
    ],
)
def test_expands_as_buildkit(word: str, text: str) -> None:
    assert expand(word, VARIABLES.get) == Value.of(text)


@pytest.mark.parametrize(
    "word",
    [
        "'x",
        '"x',
        "${",
        "${}",
        "${:x}",
        "${{A}",
        "${A",
        "${A:x}",
        "${A:#x}",
        "${A=x}",
        "${NONE?}",
        "${EMPTY:?}",
        "${A/b}",
    ],
)
def test_refuses_what_buildkit_refuses(word: str) -> None:
    with pytest.raises(ExpansionError):
        expand(word, VARIABLES.get)


@pytest.mark.parametrize(
    ("word", "certainty", "text"),
    [
        ("$V", Certainty.DEFAULT, "1.2"),
        ("$U", Certainty.UNKNOWN, None),
        ("$U$A", Certainty.UNKNOWN, None),
        ("$A$V", Certainty.DEFAULT, "a/b/c.tar.gz1.2"),
        ("${A:-$U}", Certainty.CERTAIN, "a/b/c.tar.gz"),
        ("${NONE:-$V}", Certainty.DEFAULT, "1.2"),
        ("${U:-x}", Certainty.UNKNOWN, None),
        ("${V:+x}", Certainty.DEFAULT, "x"),
        ("${EMPTY:+$U}", Certainty.CERTAIN, ""),
    ],
)
def test_is_as_sure_as_what_decides(word: str, certainty: Certainty, text: str | None) -> None:
    value = expand(word, VARIABLES.get)
    assert (value.certainty, value.text) == (certainty, text)


def test_escape_character_is_the_files() -> None:
    assert expand("`$A C:\\x", VARIABLES.get, "`").text == "$A C:\\x"


def test_quotes_stay_in_here_documents() -> None:
    assert expand("'$V'", VARIABLES.get, quotes=False).text == "'1.2'"


@given(st.text(alphabet="ab$V{}:-+#%/'\"\\*? <1"))
def test_any_word_gives_a_value_or_a_reason(word: str) -> None:
    try:
        value = expand(word, VARIABLES.get)
    except ExpansionError:
        return
    assert (value.text is None) == (value.certainty is Certainty.UNKNOWN)


@pytest.mark.parametrize("word", ["$LONG$LONG", "${LONG//x/yy}", "${LONG/x/$LONG}", "$LONG${NONE:-$LONG}"])
def test_what_grows_too_long_is_not_known(word: str) -> None:
    values = {"LONG": Value("x" * (LONGEST - 5))}
    assert expand(word, values.get).why == TOO_LONG
    assert expand("$LONG", values.get).is_certain
    assert expand("y" * 2 * LONGEST + "$LONG", values.get).is_certain


def test_a_pattern_that_is_tried_for_hours_is_not_tried() -> None:
    values = {"A": Value("a" * 4000)}
    assert expand("${A#" + "*a" * 20 + "b}", values.get).certainty is Certainty.UNKNOWN
    assert expand("${A##*a}", values.get).text == ""
