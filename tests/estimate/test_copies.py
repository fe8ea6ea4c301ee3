"""What COPY and ADD bring: sizes of the context's files, and what else there is."""

from __future__ import annotations

import pytest

from tests.estimate.tables import layer, predicted

FILES = {"a": "12345", "src/b": "123", "src/deep/c": "1", "x.tar.gz": "1234567"}


@pytest.mark.parametrize(
    ("copy", "size", "what"),
    [
        ("COPY a /", 5, "a of the build context"),
        ("COPY src /src", 4, "2 files of the build context"),
        ("COPY . /all", 16, "4 files of the build context"),
        ("COPY src/* /src/", 4, "2 files of the build context"),
        ("COPY --exclude=deep src /src", 3, "src/b of the build context"),
        ("COPY a a /x/", 5, "a of the build context"),
        ('COPY ["a", "src", "/x/"]', 9, "3 files of the build context"),
        ("COPY --chown=me a /", 5, "a of the build context"),
        ("COPY x.tar.gz /", 7, "x.tar.gz of the build context"),
        ("COPY none /", 0, "nothing the build context holds"),
    ],
)
def test_files_of_the_context(copy: str, size: int, what: str) -> None:
    found = layer(copy, FILES)
    assert (found.low, found.high, found.unknown) == (size, size, ())
    assert [part.what for part in found.parts] == [what]


@pytest.mark.parametrize(
    ("copy", "unknown"),
    [
        ("ADD x.tar.gz /", "what is copied: the archive x.tar.gz is unpacked"),
        ("ADD https://example.org/x /", "what https://example.org/x downloads"),
        ("COPY --from=busybox /bin/sh /sh", "what is copied: it is copied from the image busybox"),
        ("COPY $FILE /", "what is copied: "),
    ],
)
def test_what_is_not_known(copy: str, unknown: str) -> None:
    found = layer(copy, FILES)
    assert (found.low, found.high) == (0, None)
    assert found.unknown[0].startswith(unknown)


def test_without_a_context() -> None:
    assert layer("COPY a src /x/").unknown == ("what the build context holds (--context)",)


def test_a_file_that_only_passed_a_stage_is_known() -> None:
    text = "FROM box:1 AS b\nCOPY a /a\nRUN make /b\nFROM box:1\nCOPY --from=b /a /a\nCOPY --from=b /b /b\n"
    *_, first, second = predicted(text, FILES).layers
    assert (first.low, first.high) == (5, 5)
    assert second.unknown == ("/b of the stage b",)


def test_text_in_the_dockerfile() -> None:
    found = layer("COPY <<EOF /x\nhello\nEOF", FILES)
    assert (found.low, found.high) == (0, 6)
