from __future__ import annotations

import pytest

from slimmer.analysis.caches import pip_caches
from slimmer.analysis.view import View
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def found(text: str, target: str | None = None) -> list[tuple[int, bool, bool]]:
    """Line, whether it reaches the target, and whether the cache stays."""
    view = View(parse(Source.decode(f"FROM python\n{text}".encode())), target)
    return [(cache.call.line, cache.reaches, cache.kept_out is None) for cache in pip_caches(view)]


@pytest.mark.parametrize(
    "lines",
    [
        "RUN pip install x",
        "RUN pip3.12 install -r requirements.txt",
        "RUN python -m pip install x",
        "RUN sudo -H pip wheel x",
        "RUN pip install x && rm -rf /tmp/*",
        "RUN rm -rf ~/.cache && pip install x",
        "ENV PIP_NO_CACHE_DIR=\nRUN pip install x",
        "RUN --mount=type=cache,target=/root/.npm pip install x",
    ],
)
def test_stays(lines: str) -> None:
    line = 1 + len(lines.split("\n"))
    assert found(f"{lines}\n") == [(line, True, True)]


@pytest.mark.parametrize(
    "lines",
    [
        "RUN pip install --no-cache-dir x",
        "RUN pip --no-cache-dir install x",
        "RUN PIP_NO_CACHE_DIR=1 pip install x",
        "RUN export PIP_NO_CACHE_DIR=1; pip install x",
        "ENV PIP_NO_CACHE_DIR=1\nRUN pip install x",
        "ENV PIP_NO_CACHE_DIR=off\nRUN pip install x",
        "ARG PIP_NO_CACHE_DIR=0\nRUN pip install x",
        "RUN pip config set global.no-cache-dir true\nRUN pip install x",
        "RUN --mount=type=cache,target=/root/.cache/pip pip install x",
        "RUN --mount=type=cache,target=/root/.cache pip install x",
        "ENV PIP_CACHE_DIR=/c\nRUN --mount=type=cache,target=/c pip install x",
        "RUN pip install x && rm -rf ~/.cache",
        "RUN pip install x && rm -rf /root/.cache/pip",
        "RUN pip install x && rm -rf $HOME/.cache/*",
        "RUN pip install x && pip cache purge",
    ],
)
def test_does_not_stay(lines: str) -> None:
    line = 1 + len(lines.split("\n"))
    assert found(f"{lines}\n") == [(line, True, False)]


@pytest.mark.parametrize(
    "line", ["RUN pip list", "RUN pip uninstall -y x", "RUN echo pip install x", "CMD pip install x"]
)
def test_is_none(line: str) -> None:
    assert not found(f"{line}\n")


def test_a_builder_stage_is_thrown_away() -> None:
    assert found("RUN pip install x\nFROM python\nRUN pip install y\n") == [(2, False, True), (4, True, True)]


def test_a_cache_folder_of_its_own_is_left_alone() -> None:
    view = View(parse(Source.decode(b"FROM python\nRUN pip install --cache-dir /c x\n")))
    (cache,) = pip_caches(view)
    assert cache.blocked is not None
