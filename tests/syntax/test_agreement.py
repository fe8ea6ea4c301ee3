"""Any text parses, is given back byte for byte, and what BuildKit accepts is read as BuildKit reads it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.agreement.compare import differences
from slimmer.syntax.parser import parse
from slimmer.text.source import Source
from tests.oracle.oracle import Oracle
from tests.strategies import dockerfiles, texts


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    if shutil.which("go") is None:
        pytest.skip("Go builds the oracle")
    with Oracle(fallback=False) as running:
        yield running


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_any_text_parses_and_comes_back(text: str) -> None:
    tree = parse(Source.decode(text.encode("utf-8", "surrogateescape")))
    assert "".join(tree.source.text[extent.start : extent.end] for extent in tree.extents) == tree.source.text
    assert tree.source.data == text.encode("utf-8", "surrogateescape")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(texts(), min_size=1, max_size=8))
def test_what_buildkit_accepts_is_read_alike(oracle: Oracle, files: list[str]) -> None:
    for text, verdict in zip(files, oracle.check_many([text.encode() for text in files]), strict=True):
        tree = parse(Source("<text>", text))
        if verdict.accepted:
            assert not tree.problems, (text, tree.problems)
        if verdict.ok:
            assert list(differences(tree, verdict.instructions)) == [], text
        else:
            assert tree.problems, (text, verdict.error)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(dockerfiles(), min_size=4, max_size=4))
def test_most_generated_files_are_good_ones(oracle: Oracle, files: list[str]) -> None:
    assert any(verdict.ok for verdict in oracle.check_many([text.encode() for text in files]))


@pytest.mark.parametrize(
    "line",
    [
        *(b"RUN \xa0make", b"RUN \x85\xa0 make", b"RUN \xa0", b"RUN \xa0--network=none make", b"RUN a\x85"),
        *(b"RUN --network=none \xa0make", b"RUN --\xa0 make", b"RUN \xa0\\\n  make", b"RUN \xa0<<E\nx\nE"),
        *(
            b"RUN \xe3\x80\x80--network=none a",
            b"RUN \xc2\xa0 --x y",
            b"RUN \xa0\xe3\x80\x80x",
            b"RUN \xe3\x80\x80\xa0 x",
        ),
        *(b"RUN --network=none \xe3\x80\x80 x", b'CMD \xe3\x80\x80["a"]', b"COPY \xe3\x80\x80--chown=a b c"),
        *(b"HEALTHCHECK \xe3\x80\x80CMD a", b"HEALTHCHECK \xe3\x80\x80--x=y CMD a", b"ENV \xe3\x80\x80A=b"),
        *(b"ENV \x85A=b", b"ENV A=b\xa0 C=d", b'COPY \xa0["a", "b"]', b'CMD \x85["a"]', b"WORKDIR \x85"),
        *(b"ONBUILD \xa0RUN \x85make", b"HEALTHCHECK \xa0CMD \x85make", b"HEALTHCHECK NONE\xa0", b"\x85RUN make"),
    ],
)
def test_bytes_that_are_white_space_to_what_reads_flags(oracle: Oracle, line: bytes) -> None:
    data = b"FROM a\n" + line + b"\n"
    tree, verdict = parse(Source.decode(data)), oracle.check(data)
    assert verdict.ok
    assert list(differences(tree, verdict.instructions)) == []
    assert tree.source.data == data
