"""`slimmer explain --why`: the story of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

TEXT = b"""ARG VERSION=3.12
FROM python:${VERSION} AS build
RUN pip install --target /deps flask
FROM scratch AS spare
FROM python:3.12-slim-bookworm
# slimmer: ignore=needless-word -- it is wanted
RUN make needless all
RUN make needless precious
RUN apt-get update && ./setup.sh && make needless doubtful
COPY --from=build /deps /deps
USER app
WORKDIR /srv
CMD ["python", "-m", "it"]
"""


@pytest.fixture
def told(invoke: Invoke) -> dict[str, str]:
    """The blocks of the story by their titles."""
    Path("Dockerfile").write_bytes(TEXT)
    result = invoke("explain", "--why", "Dockerfile")
    assert (result.exit_code, result.stderr) == (0, "")
    blocks = (block.split("\n", 1) for block in result.stdout.rstrip("\n").split("\n\n"))
    return {title: " ".join(text.split()) for title, text in blocks}


def test_stages(told: dict[str, str]) -> None:
    assert told["Dockerfile: stages"] == (
        "line 2 build, on python:3.12 (ARG VERSION may be given to the build): "
        "thrown away but for what is taken from it (line 10) "
        "line 4 spare, on scratch: not needed for this target "
        "line 5 2, on python:3.12-slim-bookworm: built, for it is the last one"
    )


def test_around_the_file(invoke: Invoke, told: dict[str, str]) -> None:
    assert told["around it"].startswith("context not known")
    Path("context").mkdir()
    Path("context/a").write_text("a")
    text = invoke("explain", "--why", "Dockerfile", "--context", "context", "--hint", "runtime-needs=curl,bash").stdout
    assert "  context  context, 1 file\n" in text
    assert "  told     runtime-needs=curl, bash\n" in text


def test_the_base_image_of_the_target(told: dict[str, str]) -> None:
    assert "variant slim, bookworm size 45 MB compressed, 118 MB unpacked; read from the image" in told["base image"]


def test_what_each_run_of_the_image_does(told: dict[str, str]) -> None:
    assert told["each RUN of the image"].endswith(
        "line 9 as root, by sh: apt-get update fetches package lists; setup.sh (not known); make builds"
    )


def test_layers(told: dict[str, str]) -> None:
    layers = told["layers, unpacked bytes as predicted"]
    assert layers.startswith("line 5 FROM 118 MB line 7 RUN not known (not known: what `make` writes)")
    assert "line 10 COPY not known (not known: /deps of the stage build)" in layers
    assert "total at least 137 MB" in layers


def test_the_container(told: dict[str, str]) -> None:
    assert told["the container"] == 'user app workdir /srv cmd CMD ["python", "-m", "it"] (line 13)'


def test_decisions_and_their_reasons(told: dict[str, str]) -> None:
    assert told["rewrites"].startswith("line 8 needless-word, made (SAFE, certain): a needless word is left behind; ")
    left = told["left alone"]
    assert "line 7 needless-word, suppressed: " in left
    assert "line 8 needless-word, not rewritten: it is precious" in left


def test_what_would_change_a_decision(told: dict[str, str]) -> None:
    ways = told["what would change a decision"]
    assert "--context DIR shows what is copied" in ways
    assert "--target STAGE builds build, spare instead" in ways
    assert "--build-arg ARG VERSION may be given to the build: its default was taken" in ways
    assert "without it, it is rewritten" in ways


def test_offered_rewrites_need_unverified(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(b"FROM a\nRUN make doubtful\n")
    text = invoke("explain", "--why", "Dockerfile").stdout
    assert "doubtful-word, not made (BUILD, likely)" in text
    assert "--unverified" in text
    assert "doubtful-word, made (BUILD, likely)" in invoke("explain", "--why", "--unverified", "Dockerfile").stdout


def test_configuration_that_lets_transforms_rest(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(b"FROM a\n")
    Path(".slimmer.toml").write_text('ignore = ["lawless", "deadly"]\n')
    text = invoke("explain", "--why", ".").stdout
    assert "--ignore" in text
    assert "lets these rest: deadly, lawless\n" in text


@pytest.mark.parametrize(
    "text", [b"FROM scratch\n", b"FROM $X\n", b"FROM who/knows\n", b"RUN make\n", b"ARG A\nFROM ${A}x\n"]
)
def test_little_is_known_and_told(invoke: Invoke, text: bytes) -> None:
    result = invoke("explain", "--why", "-", stdin=text)
    assert result.exit_code == 0
    assert result.stdout.startswith("<stdin>: stages\n")
    assert "nothing was found" in result.stdout


def test_errors_are_told(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(b"RUNN x\n")
    result = invoke("explain", "--why", "Dockerfile")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "help: did you mean RUN?" in result.stderr
    assert invoke("explain", "--why", "gone").exit_code == 2
    Path("Dockerfile").write_bytes(b"FROM x\n")
    missing = invoke("explain", "--why", "--target", "y", "Dockerfile")
    assert missing.stderr.startswith("error: Dockerfile: there is no stage `y` (--target)\n")


def test_options_of_the_story_do_not_fit_a_page(invoke: Invoke) -> None:
    result = invoke("explain", "--target", "x", "needless-word")
    assert (result.exit_code, "--why" in result.stderr) == (2, True)


def test_lines_fit_the_terminal(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("Dockerfile").write_bytes(TEXT)
    monkeypatch.setenv("COLUMNS", "50")
    lines = invoke("explain", "--why", "Dockerfile").stdout.split("\n")
    assert max(map(len, lines)) <= 50


def test_a_fragment_says_what_it_cannot_know(invoke: Invoke) -> None:
    text = invoke("explain", "--why", "-", stdin=b"HEALTHCHECK CMD curl -f localhost\n").stdout
    assert ": stages\n  none: a fragment without FROM, whose other parts are not known\n" in text
    assert "each RUN of the image\n  there is none\n" in text
    assert "  user         as the base image has it\n" in text


def test_a_file_without_why_is_told_of_it(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(b"FROM a\n")
    result = invoke("explain", "Dockerfile")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Dockerfile is a file, and no transform: --why tells its story" in result.stderr


def test_the_beginning_of_a_name_is_enough_to_be_told_the_whole(invoke: Invoke) -> None:
    assert "there is no transform `need`; did you mean `needless-word`?" in invoke("explain", "need").stderr
